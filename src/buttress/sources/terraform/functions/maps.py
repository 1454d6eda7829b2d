"""Collection functions on maps, of which some members may not be known.

Source: https://developer.hashicorp.com/terraform/language/functions, section Collection Functions
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import LIST, SCALAR, Node, mapping, scalar, sequence
from buttress.graph.values import NotKnown, Unresolved
from buttress.sources.terraform.functions.arity import taking
from buttress.sources.terraform.functions.call import Invalid
from buttress.sources.terraform.functions.lists import partial
from buttress.sources.terraform.functions.marks import Encoded, is_collection
from buttress.sources.terraform.functions.members import has

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buttress.sources.terraform.functions.call import Call, Function


@taking(0, None)
def merge(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `merge`: later members win; null counts as empty.

    After a map that is not known, the members before it are there, but their values may be others.
    """
    members: dict[str, Node] = {}
    reason: str | None = None
    for argument in arguments:
        found = call.reduce(argument)
        if found.kind == SCALAR and found.value is None:
            continue
        try:
            found = call.mapping(found)
        except Invalid:
            raise
        except NotKnown as unknown:
            members, reason = _doubted(members, unknown.reason), unknown.reason
            continue
        if found.open:
            reason = found.open
            kept = {key: member for key, member in members.items() if key in found.value}
            members = {**_doubted(members, found.open), **kept}
        members.update(found.value)
    return mapping(members, call.node, reason)


def _doubted(members: Mapping[str, Node], reason: str) -> dict[str, Node]:
    """Make the values unknown of members that a map may override of which not all is known."""
    why = f"it may be set to something else: {reason}"
    return {key: scalar(Unresolved(why, member.location), member) for key, member in members.items()}


@taking(2, 3)
def lookup(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `lookup` of a key, with a default where there is one."""
    found = call.mapping(arguments[0])
    if not found.value and not found.open and len(arguments) == 3:  # noqa: PLR2004 - with a default
        return arguments[2]
    key = call.text(arguments[1])
    member: Node | None = found.value.get(key)
    if member is not None:
        return member
    if found.open:
        call.unknown(found.open)
    if len(arguments) == 2:  # noqa: PLR2004 - no default
        call.invalid(f"the map has no {key!r}")
    return arguments[2]


@taking(1)
def keys(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `keys` in their order, each at its own place."""
    found = call.mapping(arguments[0])
    made = [scalar(key, member) for key, member in sorted(found.value.items())]
    return partial(call, made, found.open, placed=not found.open)


@taking(1)
def values(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `values` in the order of the keys."""
    found = call.mapping(arguments[0])
    made = [found.value[key] for key in sorted(found.value)]
    return partial(call, made, found.open, placed=not found.open)


@taking(2)
def zipmap(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `zipmap` of keys and values; a later one wins."""
    names, members = call.placed(arguments[0]), call.placed(arguments[1])
    if len(names) != len(members):
        call.invalid("there are not as many keys as values")
    return mapping({call.text(name): member for name, member in zip(names, members, strict=True)}, call.node)


@taking(1)
def transpose(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `transpose` of a map of lists of texts."""
    turned: dict[str, list[str]] = {}
    for key, member in call.entries(arguments[0]).items():
        for item in call.members(member):
            turned.setdefault(call.text(item), []).append(key)
    made = {
        name: sequence([scalar(key, call.node) for key in sorted(turned[name])], call.node) for name in sorted(turned)
    }
    return mapping(made, call.node)


@taking(3)
def matchkeys(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `matchkeys`: the values whose keys are among those searched for."""
    members, names = call.placed(arguments[0]), call.placed(arguments[1])
    if len(members) != len(names):
        call.invalid("there are not as many keys as values")
    wanted = call.listing(arguments[2])
    return sequence([one for one, name in zip(members, names, strict=True) if has(call, wanted, name)], call.node)


@taking(1, None)
def coalesce(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `coalesce`: the first argument that is neither null nor an empty text."""
    for argument in arguments:
        found = call.reduce(argument)
        if is_collection(found) or isinstance(found, Encoded):
            return found
        value = call.value(found)
        if value is not None and (isinstance(value, bool | int | float) or bool(value)):
            return found
    return call.invalid("all arguments are null or empty")


@taking(1, None)
def coalescelist(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `coalescelist`: the first list or map that is not empty."""
    for argument in arguments:
        found = call.reduce(argument)
        if found.kind == SCALAR and found.value is None:
            continue
        found = call.collection(found)
        if found.value:
            return found
        if found.open:
            call.unknown(found.open)
    return call.invalid("all lists are empty")


def _truths(call: Call, argument: Node) -> tuple[list[bool | None], NotKnown | None]:
    """Give the members of a list of bools that are known, null as None, and the first doubt about others."""
    found = call.collection(argument)
    doubt = NotKnown(found.open, found.location) if found.open else None
    known: list[bool | None] = []
    for member in found.value if found.kind == LIST else found.value.values():
        try:
            known.append(None if call.value(member) is None else call.flag(member))
        except Invalid:
            raise
        except NotKnown as unknown:
            doubt = doubt or unknown
    return known, doubt


@taking(1)
def alltrue(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `alltrue`; true for an empty list."""
    known, doubt = _truths(call, arguments[0])
    if all(known) and doubt:
        raise doubt
    return scalar(all(known), call.node)


@taking(1)
def anytrue(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `anytrue`; false for an empty list."""
    known, doubt = _truths(call, arguments[0])
    if not any(known) and doubt:
        raise doubt
    return scalar(any(known), call.node)


MAPS: Final[Mapping[str, Function]] = {
    "alltrue": alltrue,
    "anytrue": anytrue,
    "coalesce": coalesce,
    "coalescelist": coalescelist,
    "keys": keys,
    "lookup": lookup,
    "matchkeys": matchkeys,
    "merge": merge,
    "transpose": transpose,
    "values": values,
    "zipmap": zipmap,
}
