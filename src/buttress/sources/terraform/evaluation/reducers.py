"""What each call of an expression comes to, one step at a time.

Source: "Expressions" of the Terraform language documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node, mapping, scalar
from buttress.graph.values import NotKnown, Text, Unresolved, text_of
from buttress.sources.terraform.evaluation.closure import reduced
from buttress.sources.terraform.evaluation.loops import dynamic, element, loop, splat
from buttress.sources.terraform.evaluation.operators import operation
from buttress.sources.terraform.evaluation.references import (
    attribute_of,
    index_of,
    module_object,
    reference,
    resource_object,
)
from buttress.sources.terraform.evaluation.spelling import MOST, names_in, spelled
from buttress.sources.terraform.evaluation.type_constraint import CONVERSION, convert
from buttress.sources.terraform.functions.call import Invalid, Refused
from buttress.sources.terraform.functions.marks import Owned, is_collection
from buttress.sources.terraform.functions.numbers import shown
from buttress.sources.terraform.functions.table import FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.sources.terraform.evaluation.evaluation import Step
    from buttress.sources.terraform.evaluation.scope import ModuleScope, Reducer

MOST_LETTERS: Final = 1_000_000
"""How long a text may become; the longest that AWS takes is far shorter."""


def conversion(_: ModuleScope, __: Node, argument: Any) -> Step:  # noqa: ANN401 - a conversion
    """Do a conversion that was left for later."""
    return convert(argument)


def conditional(scope: ModuleScope, _: Node, parts: list[Node]) -> Step:
    """Evaluate `condition ? then : otherwise`."""
    chosen, other = (parts[1], parts[2]) if scope.decide(parts[0]) else (parts[2], parts[1])
    return (chosen, scope) if other.kind == CALL or other.value is None else _agreed(scope, chosen, other)


def _agreed(scope: ModuleScope, chosen: Node, other: Node) -> Step:
    """Give a result in the type that it has in common with the other, which is a literal.

    Source: "Result Types" in "Conditional Expressions" of the Terraform language documentation.
    """
    found, owner = reduced(chosen, scope, whole=False)
    value = found.value
    single = type(value) in (str, int, float, bool)
    if is_collection(found) != is_collection(other) and (single or is_collection(found)):
        raise Invalid("the results of the condition are a single value and a collection", chosen.location)
    if single and isinstance(other.value, str):
        return (found if isinstance(value, str) else scalar(shown(value), found)), owner
    if single and not isinstance(value, str) and isinstance(value, bool) != isinstance(other.value, bool):
        raise Invalid("the results of the condition are a number and a bool", chosen.location)
    if is_collection(found) and found.kind != other.kind:
        raise Invalid("the results of the condition are a list and a map", chosen.location)
    return found, owner


def template(scope: ModuleScope, node: Node, parts: list[Node]) -> Step:
    """Join the parts of a template; what is not known is a hole with the text of its expression."""
    pieces = [_piece(scope, part) for part in parts]
    if sum(_length(piece) for piece in pieces) > MOST_LETTERS:
        raise NotKnown(f"this text has more than {MOST_LETTERS:,} letters", node.location)
    return scalar(text_of(pieces, node.location), node), scope


def _length(piece: object) -> int:
    """Give how long a text is, one for each part that is not known."""
    if isinstance(piece, Text):
        return sum(len(part) if isinstance(part, str) else 1 for part in piece.parts)
    return len(piece) if isinstance(piece, str) else 1


def _piece(scope: ModuleScope, part: Node) -> object:
    if part.kind == SCALAR and isinstance(part.value, str):
        return part.value
    found = scope.reduce(part)
    value = found.value
    if isinstance(value, Refused):
        raise Invalid(value.reason, value.location)
    if isinstance(value, Unresolved):
        return _hole(scope, part)
    if value is None or is_collection(found):
        raise Invalid(
            f"{spelled(part)} is {'null' if value is None else 'a collection'} inside of a text", part.location
        )
    return scope.call("template", part).parts(found)


def _hole(scope: ModuleScope, part: Node) -> Owned:
    """Make the hole of an expression, which equals that of the same expression where that has the same value."""
    owner = scope.id if names_in(part) & scope.bindings.keys() else scope.module.id
    text = spelled(part)
    return Owned("unknown", text, owner if len(text) < MOST else f"{owner} {part.location}")


def joined(scope: ModuleScope, node: Node, parts: list[Node]) -> Step:
    """Join what the `for` of a template gives, in order."""
    found = scope.reduce(parts[0])
    if found.kind != LIST or found.open:
        return scalar(Text((_hole(scope, parts[0]),), node.location), node), scope
    return template(scope, node, found.value)


def function(scope: ModuleScope, node: Node, parts: list[Node]) -> Step:
    """Call a function; after the last argument `...` stands a list whose elements are the arguments."""
    name: str = parts[0].value
    found = FUNCTIONS.get(name)
    if found is None:
        raise NotKnown(f"{name} is a function that is not computed here", node.location)
    call, arguments = scope.call(name, node), parts[2:]
    if parts[1].value is True:
        arguments = [*arguments[:-1], *call.members(arguments[-1])]
    return found(call, arguments), scope


def computed_object(scope: ModuleScope, node: Node, pairs: list[Node]) -> Step:
    """Make the map of an object whose keys are expressions."""
    members: dict[str, Node] = {}
    open_because: str | None = None
    for pair in pairs:
        key, value = pair.value
        try:
            members[scope.text(key)] = value.at(key) if value.kind == SCALAR else value
        except Invalid:
            raise
        except NotKnown as unknown:
            open_because = unknown.reason
    return mapping(members, node, open_because), scope


def with_default_tags(scope: ModuleScope, node: Node, parts: list[Node]) -> Step:
    """Merge a provider's default tags with a resource's own, which win.

    Source: "default_tags Configuration Block" of the AWS provider's documentation.
    """
    defaults, mine = (scope.reduce(part) for part in parts)
    if defaults.kind != MAP:
        return sequence_free(mine, node, defaults), scope
    if mine.kind == MAP and not mine.open:
        return mapping({**defaults.value, **mine.value}, node, defaults.open), scope
    if mine.kind == SCALAR and mine.value is None:
        return defaults.at(node), scope
    reason = mine.open or (mine.value.reason if isinstance(mine.value, Unresolved) else "the tags are not known")
    hidden = {
        key: scalar(Unresolved(f"whether the resource's own tags change it is not known: {reason}"), member)
        for key, member in defaults.value.items()
    }
    known = mine.value if mine.kind == MAP else {}
    return mapping({**hidden, **known}, node, reason), scope


def sequence_free(mine: Node, node: Node, defaults: Node) -> Node:
    """Give a resource's own tags, open where the provider's are not known."""
    if defaults.value is None:
        return mine
    reason = defaults.value.reason if isinstance(defaults.value, Unresolved) else "the provider's tags are not known"
    return mapping(mine.value if mine.kind == MAP else {}, node, reason)


REDUCERS: Final[Mapping[str, Reducer]] = {
    CONVERSION: conversion,
    "tf:attr": attribute_of,
    "tf:data": resource_object,
    "tf:dynamic": dynamic,
    "tf:element": element,
    "tf:fn": function,
    "tf:for": loop,
    "tf:if": conditional,
    "tf:index": index_of,
    "tf:joined": joined,
    "tf:module": module_object,
    "tf:object": computed_object,
    "tf:op": operation,
    "tf:ref": reference,
    "tf:resource": resource_object,
    "tf:splat": splat,
    "tf:tags": with_default_tags,
    "tf:template": template,
}
"""By the name of a call: what evaluates it."""
