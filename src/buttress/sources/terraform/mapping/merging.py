"""Puts together what a resource says of itself and what other blocks add to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.node import LIST, MAP, Node, mapping, scalar, sequence
from buttress.graph.values import NotKnown, Unresolved
from buttress.sources.terraform.mapping.later import elsewhere, later, mapped, reduced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from buttress.graph.worlds import Worlds
    from buttress.sources.terraform.mapping.later import Placed, Step


def merged(parts: Sequence[Placed], worlds: Worlds) -> Step:
    """Put parts of one property together: lists follow one another, maps are joined member by member.

    Two different values for one thing are not known: the provider's documentation leaves open which of them stays.
    """
    found = [step for step in (reduced(*part) for part in parts) if step is not None]
    if len(found) <= 1:
        return (found[0][0], mapped(found[0][1])) if found else None
    kinds = {node.kind for node, _ in found}
    place, scope = found[0][0], mapped(found[0][1])
    if kinds == {LIST}:
        items = [elsewhere(member, inner, worlds) for node, inner in found for member in node.value]
        return sequence(items, place, _open(found)), scope
    if kinds == {MAP}:
        return _joined(found, worlds), scope
    return _one_value(found)


def _open(found: Sequence[Placed]) -> str | None:
    return next((node.open for node, _ in found if node.open), None)


def _joined(found: Sequence[Placed], worlds: Worlds) -> Node:
    members: dict[str, list[Placed]] = {}
    for node, scope in found:
        for name, member in node.value.items():
            members.setdefault(name, []).append((member, scope))
    joined = {name: _member(parts, worlds) for name, parts in members.items()}
    return mapping(joined, found[0][0], _open(found))


def _member(parts: Sequence[Placed], worlds: Worlds) -> Node:
    if len(parts) == 1:
        return elsewhere(*parts[0], worlds)
    return later(lambda: merged(parts, worlds), worlds, parts[0][0])


def _one_value(found: Sequence[Placed]) -> Step:
    first, scope = found[0]
    for other, _ in found[1:]:
        if other.kind != first.kind or not _same(first.value, other.value):
            reason = f"it is set here and at {other.file}:{other.line}, and differs"
            return scalar(Unresolved(reason, first.location), first), scope
    return first, mapped(scope)


def _same(one: object, other: object) -> bool:
    try:
        return bool(one == other)
    except NotKnown:
        return False
