"""Selects from items of which some are not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from buttress.graph.values import NotKnown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

Item = TypeVar("Item")


def sifted(items: Iterable[Item], holds: Callable[[Item], object]) -> Iterator[Item]:
    """Give the items for which the predicate surely holds; raises `NotKnown` at the end where more may do so."""
    doubt: NotKnown | None = None
    try:
        for item in items:
            try:
                held = holds(item)
            except NotKnown as unknown:
                doubt = doubt or unknown.with_traceback(None)
                continue
            if held:
                yield item
    except NotKnown as unknown:  # of the items themselves: there may be more
        doubt = doubt or unknown.with_traceback(None)
    if doubt is not None:
        raise doubt


def those(items: Iterable[Item], holds: Callable[[Item], object]) -> tuple[Item, ...]:
    """Give the items for which the predicate surely holds; raises `NotKnown` where none does and one could."""
    found: list[Item] = []
    try:
        found.extend(sifted(items, holds))
    except NotKnown:
        if not found:
            raise
    return tuple(found)


def such(graph: Graph, holds: Callable[[Resource], object], *types: str) -> Iterator[Resource]:
    """Give the resources of some types for which the predicate surely holds, made in the current world.

    What they say comes before whether they exist, which may ask for a world that has nothing to do with the question.
    Raises `NotKnown` at the end where more may hold.
    """
    doubt: NotKnown | None = None
    for kind in types:
        for resource in graph.by_type.get(kind, ()):
            try:
                if holds(resource) and resource.exists():
                    yield resource
            except NotKnown as unknown:
                doubt = doubt or unknown.with_traceback(None)
    if doubt is not None:
        raise doubt
    graph.refuse_if_proposed()
