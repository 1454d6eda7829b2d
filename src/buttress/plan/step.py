"""What a finding said before and says now, world by world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from buttress.answers.snapshot import Case

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buttress.answers.snapshot import Finding
    from buttress.evidence.verdict import State

World = tuple[tuple[str, str], ...]
"""What is open, each with its choice, as people read them; empty for all worlds at once."""

OTHERS: Final = frozenset({"any", "any other"})
"""The choices that stand for every value which is not named."""


@dataclass(frozen=True, slots=True)
class Step:
    """Pairs what a finding said in a world before with what it says there now."""

    world: World
    before: Case
    after: Case

    @property
    def states(self) -> tuple[State, State]:
        """Give the state before and the state now."""
        return self.before.state, self.after.state


def cases_of(finding: Finding) -> tuple[Case, ...]:
    """Give what a finding says in each world, in one case where worlds do not differ."""
    return finding.when or (Case(finding.state, finding.reason, ()),)


def steps(before: Finding, after: Finding) -> tuple[Step, ...]:
    """Pair the worlds of two findings.

    Where they do not name the same choices, a world is paired with all that it has room for: `any other` has room for
    every choice that its own side does not name.
    """
    mine, theirs = cases_of(before), cases_of(after)
    named = _named(mine), _named(theirs)
    return tuple(
        Step(_joined(left.world, right.world), left, right)
        for left in mine
        for right in theirs
        if _agree(dict(left.world), dict(right.world), named)
    )


def _named(cases: Sequence[Case]) -> Mapping[str, frozenset[str]]:
    """Give the choices that some world names, by what is open."""
    found: dict[str, set[str]] = {}
    for case in cases:
        for name, choice in case.world:
            found.setdefault(name, set()).add(choice)
    return {name: frozenset(choices - OTHERS) for name, choices in found.items()}


def _agree(
    left: Mapping[str, str],
    right: Mapping[str, str],
    named: tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]],
) -> bool:
    return all(
        left[name] == right[name]
        or (left[name] in OTHERS and right[name] not in named[0][name])
        or (right[name] in OTHERS and left[name] not in named[1][name])
        for name in left.keys() & right.keys()
    )


def _joined(left: World, right: World) -> World:
    """Give one world of two that agree: of two choices the one that is named."""
    found = dict(right)
    for name, choice in left:
        if found.get(name, "any") in OTHERS:
            found[name] = choice
    return tuple(sorted(found.items()))
