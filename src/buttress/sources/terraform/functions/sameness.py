"""Equality of values of which some parts may not be known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import LIST, MAP, SCALAR, Node
from buttress.graph.values import Hole, NotKnown, Reference, Text, Unresolved
from buttress.sources.terraform.functions.marks import Encoded

if TYPE_CHECKING:
    from buttress.graph.values import Part
    from buttress.sources.terraform.functions.call import Call


_MOST_DEPTH: Final = 60


def same(call: Call, left: Node, right: Node, depth: int = 0) -> bool:
    """Say whether two values are equal; raises `NotKnown` where that cannot be decided."""
    if depth > _MOST_DEPTH:
        call.unknown("a value is nested too deeply")
    one, other = call.reduce(left), call.reduce(right)
    if isinstance(one, Encoded) != isinstance(other, Encoded):
        return _same_texts(call, one, other)
    for side in (one, other):
        if side.kind == SCALAR and isinstance(side.value, Unresolved):
            side.value.refuse()
    if one.kind != other.kind:
        return False
    if one.kind == LIST:
        return _same_lists(call, one, other, depth)
    if one.kind == MAP:
        return _same_maps(call, one, other, depth)
    return _same_scalars(one.value, other.value, other)


def _same_texts(call: Call, one: Node, other: Node) -> bool:
    """Compare a text that encodes a list or map with another value, which is another where it is empty or no text."""
    plain = (other if isinstance(one, Encoded) else one).value
    if not isinstance(plain, Text | Reference | Unresolved) and not (isinstance(plain, str) and plain.strip()):
        return False
    return _same_scalars(call.value(one), call.value(other), other)


def _same_scalars(one: object, other: object, place: Node) -> bool:
    if isinstance(other, Text) and not isinstance(one, Text):
        one, other = other, one
    if isinstance(one, Text) and not isinstance(other, str | Text | Reference):
        if len(one.parts) > 1 or isinstance(one.parts[0], Reference):
            return False
        one.refuse()
    if isinstance(one, bool) != isinstance(other, bool):
        return False
    if isinstance(one, Unresolved) or isinstance(other, Unresolved):
        raise NotKnown("whether two values are equal is not known", place.location)
    if isinstance(one, Text | Reference) and isinstance(other, Text | Reference) and _differ(one, other):
        return False
    return bool(one == other)


def _differ(one: Text | Reference, other: Text | Reference) -> bool:
    """Say whether what is left of two texts without their equal ends surely differs: `${a.arn}` and `${a.arn}/*` do."""
    left, right = (list(side.parts) if isinstance(side, Text) else [side] for side in (one, other))
    for place in (0, -1):
        while left and right and _alike(left[place], right[place]):
            del left[place], right[place]
    if not left or not right:
        return any(isinstance(part, str | Reference) for part in left or right)
    if len(left) > 1 or len(right) > 1:
        return False
    return all(isinstance(part, str) for part in (*left, *right)) or all(
        isinstance(part, Reference) for part in (*left, *right)
    )


def _alike(one: Part, other: Part) -> bool:
    """Say whether two parts surely are the same text."""
    if isinstance(one, Hole):
        return one.kind == "pseudo" and isinstance(other, Hole) and one == other
    if isinstance(one, Reference):
        return isinstance(other, Reference) and one == other
    return isinstance(other, str) and one == other


def _same_lists(call: Call, one: Node, other: Node, depth: int) -> bool:
    if not one.open and not other.open and len(one.value) != len(other.value):
        return False
    if one.open or other.open:
        raise NotKnown(one.open or other.open or "", (one if one.open else other).location)
    return _all(call, list(zip(one.value, other.value, strict=True)), depth)


def _same_maps(call: Call, one: Node, other: Node, depth: int) -> bool:
    shared = one.value.keys() & other.value.keys()
    alike = _all(call, [(one.value[key], other.value[key]) for key in sorted(shared)], depth)
    if not alike:
        return False
    for more, fewer in ((one, other), (other, one)):
        if more.value.keys() - fewer.value.keys() and not fewer.open:
            return False
    for side in (one, other):
        if side.open:
            raise NotKnown(side.open, side.location)
    return True


def _all(call: Call, pairs: list[tuple[Node, Node]], depth: int) -> bool:
    doubt: NotKnown | None = None
    for one, other in pairs:
        try:
            if not same(call, one, other, depth + 1):
                return False
        except NotKnown as unknown:
            doubt = doubt or unknown
    if doubt is not None:
        raise doubt
    return True
