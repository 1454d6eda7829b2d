"""Addresses such as `custom.${opt:stage}.x`; an open part is followed for each value that it may have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
    if not path:
        return here if not _is_null(here) else otherwise() or here
    found = branches_of(here)
    if found is not None:
        sides = [walk(resolver, side, path, cause, otherwise) for side in found[1:]]
        absent = scalar(None, cause)
        return conditional(found[0], *(side if side is not None else absent for side in sides))
    if here.kind == CALL or isinstance(here.value, Unresolved):
        return scalar(Unresolved("what this address leads through is not known", cause.location), cause)
    segment, *rest = path
    open_parts = [part for part in segment if isinstance(part, Node)]
    if not open_parts:
        return _step(resolver, here, "".join(map(str, segment)), rest, cause, otherwise)
    return _forked(resolver, here, segment, rest, cause, otherwise)


def _step(  # noqa: PLR0913 - a step: from where, by what, what comes after
    resolver: Resolver, here: Node, name: str, rest: Sequence[Segment], cause: Node, otherwise: Otherwise
) -> Node | None:
    inner: Node | None = None
    if here.kind == MAP:
        inner = members(here).get(name)
    elif here.kind == LIST and name.isdigit() and len(name) < 6 and int(name) < len(here.value):  # noqa: PLR2004 - digits
        inner = here.value[int(name)]
    if inner is None and here.open is not None:
        return scalar(Unresolved(here.open, cause.location), cause)
    return walk(resolver, inner, rest, cause, otherwise) if inner is not None else otherwise()


def _forked(  # noqa: PLR0913 - see `_step`
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
        found = _step(resolver, here, f"{begin}{value}{end}", bound(resolver, rest, key, value), cause, lambda: None)
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
    return resolver.openings.choose(key, values, pick, otherwise)


def _is_null(node: Node) -> bool:
    return node.kind == SCALAR and node.value is None
