"""Addresses such as `custom.${opt:stage}.x`; an open part is followed for each value that it may have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node, scalar
from buttress.graph.values import Unresolved
from buttress.sources.cloudformation.sam.maker import conditional
from buttress.sources.cloudformation.sam.shape import choices as branches_of
from buttress.sources.cloudformation.sam.shape import members

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from buttress.sources.serverless.resolver import Resolver

    Otherwise = Callable[[], Node | None]
    Segment = list[str | Node]

MOST_FORKS: Final = 3
"""How many open parts may be tried inside each other: each multiplies what the others try."""


def segments(pieces: Sequence[str | Node]) -> list[Segment]:
    """Split an address at its dots."""
    found: list[Segment] = [[]]
    for piece in pieces:
        if isinstance(piece, str):
            head, *tail = piece.split(".")
            found[-1] += [head] if head else []
            found += [[part] if part else [] for part in tail]
        else:
            found[-1].append(piece)
    return [segment for segment in found if segment]


def walk(resolver: Resolver, start: Node, path: Sequence[Segment], cause: Node, otherwise: Otherwise) -> Node | None:
    """Follow an address from a node; what an open part of it picks is given for each value that leads somewhere."""
    here = resolver.shallow(start)
    for place, segment in enumerate(path):
        rest = path[place + 1 :]
        sides = branches_of(here)
        if sides is not None:
            return _in_branches(resolver, sides, path[place:], cause, otherwise)
        if here.kind == CALL or isinstance(here.value, Unresolved):
            return scalar(Unresolved("what this address leads through is not known", cause.location), cause)
        if any(isinstance(part, Node) for part in segment):
            return _forked(resolver, here, segment, rest, cause, otherwise)
        inner = _step(here, "".join(map(str, segment)))
        if inner is None:
            return otherwise() if here.open is None else scalar(Unresolved(here.open, cause.location), cause)
        here = resolver.shallow(inner)
    return here if not _is_null(here) else otherwise() or here


def _step(here: Node, name: str) -> Node | None:
    """Give the member of a map or the item of a list."""
    if here.kind == MAP:
        return members(here).get(name)
    if here.kind == LIST and name.isdecimal() and len(name) < 6 and int(name) < len(here.value):  # noqa: PLR2004 - digits
        found: Node = here.value[int(name)]
        return found
    return None


def _in_branches(
    resolver: Resolver, sides: tuple[str, Node, Node], path: Sequence[Segment], cause: Node, otherwise: Otherwise
) -> Node | None:
    """Follow an address in both branches of what is chosen by a condition."""
    condition, *branches = sides
    absent = scalar(None, cause)
    found = [walk(resolver, branch, path, cause, otherwise) for branch in branches]
    return conditional(condition, *(branch if branch is not None else absent for branch in found))


def _forked(  # noqa: PLR0913 - from where, by what, what comes after and what else
    resolver: Resolver, here: Node, segment: Segment, rest: Sequence[Segment], cause: Node, otherwise: Otherwise
) -> Node | None:
    place = next(place for place, part in enumerate(segment) if isinstance(part, Node))
    key = segment[place]
    before, after = segment[:place], segment[place + 1 :]
    if not isinstance(key, Node) or any(isinstance(part, Node) for part in after):
        return scalar(Unresolved("two parts of this address are open", cause.location), cause)
    begin, end = "".join(map(str, before)), "".join(map(str, after))

    def values() -> list[str]:
        pattern = re.compile(re.escape(begin) + "(.+)" + re.escape(end) + r"\Z", re.DOTALL)
        return [match[1] for name in members(here) if (match := pattern.match(name))]

    def pick(value: str) -> Node | None:
        inner = _step(here, f"{begin}{value}{end}")
        if inner is None:
            return None
        found = walk(resolver, inner, bound(resolver, rest, key, value), cause, lambda: None)
        return (otherwise() or found) if found is not None and _is_null(found) else found

    return chosen(resolver, key, values, pick, otherwise, cause)


def bound(resolver: Resolver, path: Sequence[Segment], key: Node, value: str) -> list[Segment]:
    """Give an address with a value in the place of what it was chosen for."""
    opening = resolver.openings.of(key)
    return [
        [value if isinstance(part, Node) and resolver.openings.of(part) is opening else part for part in segment]
        if opening is not None
        else list(segment)
        for segment in path
    ]


def chosen(  # noqa: PLR0913 - what is chosen by, among what, and what else
    resolver: Resolver,
    key: Node,
    values: Callable[[], list[str]],
    pick: Callable[[str], Node | None],
    otherwise: Otherwise,
    cause: Node,
) -> Node | None:
    """Give what a key picks, `Unresolved` where nothing tells which it is."""
    opening = resolver.openings.of(key)
    if key.kind == SCALAR and isinstance(key.value, Unresolved):
        return scalar(Unresolved(key.value.reason, cause.location), cause)
    if opening is None and branches_of(key) is None and key.kind == CALL:
        return scalar(Unresolved("a part of this address is not known", cause.location), cause)
    if resolver.forks >= MOST_FORKS:
        return scalar(Unresolved(f"more than {MOST_FORKS} open parts stand in each other", cause.location), cause)
    resolver.forks += 1
    try:
        return resolver.openings.choose(key, values, pick, otherwise)
    finally:
        resolver.forks -= 1


def _is_null(node: Node) -> bool:
    return node.kind == SCALAR and node.value is None
