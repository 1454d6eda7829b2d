"""Type conversion functions, and those that look at how an expression turns out.

Source: https://developer.hashicorp.com/terraform/language/functions, section Type Conversion Functions
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import CALL, MAP, SCALAR, Node, mapping, scalar, sequence
from buttress.graph.values import Text, Unresolved
from buttress.sources.terraform.functions.arity import taking
from buttress.sources.terraform.functions.call import Invalid
from buttress.sources.terraform.functions.limits import MOST
from buttress.sources.terraform.functions.marks import Unplaced
from buttress.sources.terraform.functions.numbers import shown
from buttress.sources.terraform.functions.sets import set_of
from buttress.sources.terraform.functions.unifying import alike

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buttress.sources.terraform.functions.call import Call, Function

_MOST_DEPTH: Final = 60
_PASSED_ON: Final = ("tf:ref", "tf:attr", "tf:index", "tf:closure", "tf:splat")
"""Expressions that give what stands elsewhere: what is wrong deeper inside is wrong there too."""


@taking(1)
def tostring(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `tostring`; null stays null."""
    value = call.value(arguments[0])
    return scalar(shown(value) if isinstance(value, bool | int | float) else value, call.node)


@taking(1)
def tonumber(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `tonumber`; null stays null, and what is not known may be one number or another."""
    value = call.value(arguments[0])
    if value is None or (isinstance(value, Text) and len(value.parts) == 1):
        return scalar(value, call.node)
    return scalar(call.number(arguments[0]), call.node)


@taking(1)
def tobool(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `tobool`; null stays null."""
    value = call.value(arguments[0])
    if value is None or (isinstance(value, Text) and len(value.parts) == 1):
        return scalar(value, call.node)
    return scalar(call.flag(arguments[0]), call.node)


@taking(1)
def tolist(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `tolist`; null stays null."""
    found = call.reduce(arguments[0])
    if found.kind == SCALAR and found.value is None:
        return found
    found = call.listing(found)
    if isinstance(found, Unplaced):
        return found
    return sequence(alike(call, found.value), call.node, found.open)


@taking(1)
def toset(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `toset`; null stays null."""
    found = call.reduce(arguments[0])
    if found.kind == SCALAR and found.value is None:
        return found
    found = call.listing(found)
    return set_of(call, found.value, found.open)


@taking(1)
def tomap(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `tomap`; null stays null."""
    found = call.reduce(arguments[0])
    if found.kind == SCALAR and found.value is None:
        return found
    found = call.mapping(found)
    members = alike(call, list(found.value.values()))
    return mapping(dict(zip(found.value, members, strict=True)), call.node, found.open)


@taking(1)
def passed_on(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `sensitive`, `nonsensitive` and `ephemeralasnull`, which change how a value is treated, not the value."""
    return call.reduce(arguments[0])


@taking(1)
def issensitive(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `issensitive` for what a sensitive variable hides; whether other values are is not followed here."""
    value = call.reduce(arguments[0]).value
    if isinstance(value, Text) and any(hole.kind == "hidden" for hole in value.holes):
        return scalar(True, call.node)  # noqa: FBT003 - the value
    return call.unknown("whether a value is sensitive is not followed here")


@taking(1, None)
def attempt(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `try`: the first argument that Terraform does not refuse.

    Raises `NotKnown` where an argument is not known that it might refuse.
    """
    for argument in arguments:
        try:
            return settled(call, argument)
        except Invalid:
            continue
    return call.invalid("no argument can be evaluated")


@taking(1)
def can(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `can`: whether Terraform does not refuse the argument."""
    try:
        settled(call, arguments[0])
    except Invalid:
        return scalar(False, call.node)  # noqa: FBT003 - the value
    return scalar(True, call.node)  # noqa: FBT003 - the value


def settled(call: Call, argument: Node) -> Node:
    """Give an argument that Terraform surely evaluates; raises `Invalid` where it surely refuses, else `NotKnown`."""
    found = call.reduce(argument)
    if found.kind == SCALAR and isinstance(found.value, Unresolved):
        found.value.refuse()
    if argument.kind != CALL or argument.value[0] not in _PASSED_ON:
        _search(call, found, [MOST], 0)
    return found


def _search(call: Call, found: Node, left: list[int], depth: int) -> None:
    """Look for a member that Terraform would refuse; raises `NotKnown` for one that it might."""
    if found.kind == SCALAR and isinstance(found.value, Unresolved):
        found.value.refuse()
    members = () if found.kind == SCALAR else found.value.values() if found.kind == MAP else found.value
    for member in members:
        left[0] -= 1
        if left[0] < 0 or depth > _MOST_DEPTH:
            call.unknown("the value is too large")
        _search(call, call.reduce(member), left, depth + 1)


@taking(0, None)
def listing(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `list`, which Terraform had up to version 0.11."""
    return sequence(alike(call, arguments), call.node)


@taking(0, None)
def keyed(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `map`, which Terraform had up to version 0.11."""
    if len(arguments) % 2:
        call.invalid("a key has no value")
    members = alike(call, arguments[1::2])
    return mapping(dict(zip([call.text(name) for name in arguments[::2]], members, strict=True)), call.node)


CONVERSION: Final[Mapping[str, Function]] = {
    "can": can,
    "ephemeralasnull": passed_on,
    "issensitive": issensitive,
    "list": listing,
    "map": keyed,
    "nonsensitive": passed_on,
    "sensitive": passed_on,
    "tobool": tobool,
    "tolist": tolist,
    "tomap": tomap,
    "tonumber": tonumber,
    "toset": toset,
    "tostring": tostring,
    "try": attempt,
}
