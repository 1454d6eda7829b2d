"""Collection functions on lists, sets and tuples, of which some members may not be known.

Source: https://developer.hashicorp.com/terraform/language/functions, section Collection Functions
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import LIST, SCALAR, Node, scalar, sequence
from buttress.graph.values import NotKnown, Unresolved
from buttress.sources.terraform.functions.arity import taking
from buttress.sources.terraform.functions.call import Invalid
from buttress.sources.terraform.functions.limits import MOST
from buttress.sources.terraform.functions.marks import Distinct, Encoded, Unplaced, is_collection, marked
from buttress.sources.terraform.functions.numbers import exact, settled
from buttress.sources.terraform.functions.sameness import same
from buttress.sources.terraform.functions.unifying import alike

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buttress.sources.terraform.functions.call import Call, Function

_MOST_COMPARED: Final = 300
_MOST_DEPTH: Final = 60
_MOST_RANGE: Final = 1024
"""Terraform refuses to make a longer range."""


def unplaced(members: Sequence[Node], call: Call, open_because: str | None = None) -> Node:
    """Make a list whose known members may stand anywhere."""
    return marked(Unplaced, sequence(members, call.node, open_because), call.node)


def partial(call: Call, members: Sequence[Node], reason: str | None, *, placed: bool) -> Node:
    """Make a list that has more members than are known where there is a reason; `placed` says that it begins so."""
    return sequence(members, call.node, reason) if placed else unplaced(members, call, reason)


def listed(call: Call, argument: Node) -> Node | str:
    """Give a reduced list, or the reason why nothing of it is known."""
    try:
        return call.listing(argument)
    except Invalid:
        raise
    except NotKnown as unknown:
        return unknown.reason


@taking(0, None)
def concat(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `concat`; lists that are not known leave the result open, and members after them without places."""
    members: list[Node] = []
    reason: str | None = None
    placed = True
    for argument in arguments:
        found = listed(call, argument)
        if isinstance(found, str):
            reason = reason or found
            continue
        if isinstance(found, Distinct):
            call.invalid("a list is wanted where there is a set")
        placed = placed and not (found.value and (reason or isinstance(found, Unplaced)))
        members += found.value
        reason = reason or found.open
    return partial(call, members, reason, placed=placed)


@taking(1)
def flatten(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `flatten` at any depth."""
    members: list[Node] = []
    reasons: list[str] = []
    placed = _flattened(call, call.listing(arguments[0]), members, reasons, 0)
    return partial(call, members, reasons[0] if reasons else None, placed=placed)


def _flattened(call: Call, found: Node, members: list[Node], reasons: list[str], depth: int) -> bool:
    """Add a list's members, and why some are not known; say whether the known ones are at their places."""
    if depth > _MOST_DEPTH:
        call.unknown("the list is nested too deeply")
    placed = not isinstance(found, Unplaced)
    for member in found.value:
        inner = call.reduce(member)
        if inner.kind == LIST and is_collection(inner):
            placed &= _flattened(call, inner, members, reasons, depth + 1)
        elif inner.kind == SCALAR and isinstance(inner.value, Unresolved):
            reasons.append(inner.value.reason)
        else:
            placed &= not reasons
            members.append(member)
        if len(members) > MOST:
            call.unknown("the list is too long")
    if found.open:
        reasons.append(found.open)
    return placed


@taking(1)
def compact(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `compact`: null and empty texts go; a member that may be empty leaves the list open."""
    found = call.listing(arguments[0])
    members: list[Node] = []
    reason: str | None = None
    placed = not isinstance(found, Unplaced)
    for member in found.value:
        try:
            value = "{}" if isinstance(call.reduce(member), Encoded) else call.value(member)
            kept = value is not None and (not isinstance(value, str) or bool(value)) and _not_empty(value)
        except Invalid:
            raise
        except NotKnown as unknown:
            reason = reason or unknown.reason
        else:
            placed = placed and not (kept and reason)
            members += [member] if kept else []
    return partial(call, members, reason or found.open, placed=placed)


def _not_empty(value: object) -> bool:
    return isinstance(value, str | int | float) or bool(value)


def distinct_members(call: Call, members: Sequence[Node]) -> tuple[list[Node], str | None]:
    """Give members without those that equal an earlier one, and why that could not be told of some of them.

    Those stay: they are members, however often.
    """
    kept: list[Node] = []
    others: list[Node] = []
    reason: str | None = None
    plain: set[tuple[str, object]] = set()
    for member in members:
        key = _plain_key(call, member)
        if key is not None and key in plain:
            continue
        repeated, why = _among(call, kept if key is None else others, member)
        reason = reason or why
        if not repeated:
            kept.append(member)
            plain.update([key] if key is not None else [])
            others += [member] if key is None else []
    return kept, reason


def _among(call: Call, kept: Sequence[Node], member: Node) -> tuple[bool, str | None]:
    """Say whether a member surely equals one of others, else why that is not known."""
    if len(kept) > _MOST_COMPARED:
        call.unknown("there are too many members to compare")
    reason = None
    for other in kept:
        try:
            if same(call, other, member):
                return True, None
        except NotKnown as unknown:
            reason = reason or unknown.reason
    return False, reason


def _plain_key(call: Call, member: Node) -> tuple[str, object] | None:
    """Give what tells a text, number or bool from others; None for the rest."""
    found = call.reduce(member)
    value = found.value
    if found.kind != SCALAR or not isinstance(value, str | int | float):
        return None
    return ("number" if isinstance(value, int | float) and not isinstance(value, bool) else type(value).__name__, value)


@taking(1)
def distinct(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `distinct`."""
    found = call.listing(arguments[0])
    members, reason = distinct_members(call, alike(call, found.value))
    return partial(call, members, reason or found.open, placed=not reason and not isinstance(found, Unplaced))


@taking(1)
def reverse(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `reverse`."""
    found = call.listing(arguments[0])
    members = list(reversed(found.value))
    return partial(call, members, found.open, placed=not found.open and not isinstance(found, Unplaced))


@taking(3)
def slice_of(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `slice`: from the first index to before the second."""
    found, start, end = call.listing(arguments[0]), call.whole(arguments[1]), call.whole(arguments[2])
    if isinstance(found, Unplaced):
        call.unknown("the order of the list is not known")
    if start < 0 or end < start:
        call.invalid("the indexes are out of the list")
    if end > len(found.value):
        return call.unknown(found.open) if found.open else call.invalid("the indexes are out of the list")
    return sequence(found.value[start:end], call.node)


@taking(1)
def sort(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `sort` of texts by code point."""
    found = call.listing(arguments[0])
    if found.open:
        return unplaced(found.value, call, found.open)
    try:
        texts = [(call.text(member), place, member) for place, member in enumerate(found.value)]
    except Invalid:
        raise
    except NotKnown:
        return unplaced(found.value, call)
    return sequence([scalar(text, member) for text, _, member in sorted(texts, key=lambda one: one[:2])], call.node)


@taking(2)
def chunklist(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `chunklist`; a size of 0 makes one chunk."""
    members, size = call.placed(arguments[0]), call.whole(arguments[1])
    if size < 0:
        call.invalid("the size is negative")
    size = size or max(len(members), 1)
    chunks = [members[place : place + size] for place in range(0, len(members), size)]
    return sequence([sequence(chunk, call.node) for chunk in chunks], call.node)


@taking(1, 3)
def range_of(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `range` of a limit; of a start and a limit; or of both and a step."""
    numbers = [exact(call.number(argument)) for argument in arguments]
    start, limit = (exact(0), numbers[0]) if len(numbers) == 1 else numbers[:2]
    step = numbers[2] if len(numbers) > 2 else exact(1 if limit >= start else -1)  # noqa: PLR2004 - the third argument
    if step == 0 or (limit - start) * step < 0:
        call.invalid("the step does not lead to the limit")
    if (limit - start) / step > _MOST_RANGE:
        call.invalid(f"it would have more than {_MOST_RANGE} members")
    values = []
    while (start < limit) if step > 0 else (start > limit):
        values.append(scalar(settled(start), call.node))
        start += step
    return sequence(values, call.node)


LISTS: Final[Mapping[str, Function]] = {
    "chunklist": chunklist,
    "compact": compact,
    "concat": concat,
    "distinct": distinct,
    "flatten": flatten,
    "range": range_of,
    "reverse": reverse,
    "slice": slice_of,
    "sort": sort,
}
