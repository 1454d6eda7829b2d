"""Selects from items of which some are not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from buttress.graph.values import NotKnown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Item = TypeVar("Item")


def those(items: Iterable[Item], holds: Callable[[Item], object]) -> tuple[Item, ...]:
    """Give the items for which the predicate surely holds.

    Raises `NotKnown` where there are none, and an item that is not known could be one. The walk ends where the list does: what stands
    behind an end that is not known is not among them.
    """
    found: list[Item] = []
    doubt: NotKnown | None = None
    walk = iter(items)
    while True:
        try:
            item = next(walk)
        except StopIteration:
            break
        except NotKnown as unknown:
            doubt = doubt or unknown
            break
        try:
            if holds(item):
                found.append(item)
        except NotKnown as unknown:
            doubt = doubt or unknown
    if doubt is not None and not found:
        raise doubt
    return tuple(found)
