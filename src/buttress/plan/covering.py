"""The least set of items that puts everything right: what closes several practices at once counts once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Choice = frozenset[str]
"""Ids of items of which one is enough."""


def least(choices: Iterable[Choice], effort: Mapping[str, int]) -> frozenset[str]:
    """Give the items that satisfy every choice with the least effort in all; of equal ones, fewer, then by their ids.

    Exact: what has no alternative is taken first, and what is left (some pairs of checks at most) is searched with
    bounds. `effort` has a positive number for each item.
    """
    wanted = sorted(set(choices), key=lambda choice: (len(choice), sorted(choice)))
    forced = frozenset(item for choice in wanted if len(choice) == 1 for item in choice)
    left = [choice for choice in wanted if choice.isdisjoint(forced)]
    return forced | _searched(left, effort)


def _searched(choices: Sequence[Choice], effort: Mapping[str, int]) -> frozenset[str]:
    """Search the choices depth first, cheapest items first, leaving what cannot beat the best found."""
    best: tuple[int, int, list[str]] | None = None

    def search(open_choices: Sequence[Choice], taken: tuple[str, ...], spent: int) -> None:
        nonlocal best
        if best is not None and (spent, len(taken)) > best[:2]:
            return
        if not open_choices:
            found = (spent, len(taken), sorted(taken))
            best = found if best is None else min(best, found)
            return
        for item in sorted(open_choices[0], key=lambda item: (effort[item], item)):
            left = [choice for choice in open_choices if item not in choice]
            search(left, (*taken, item), spent + effort[item])

    search(choices, (), 0)
    return frozenset(best[2] if best is not None else ())
