"""What changed between two reviews."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from buttress.plan.entry import entries_of, still_open
from buttress.plan.moving import moved, renamed, resources_of
from buttress.plan.shift import Side, shifts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from buttress.answers.snapshot import Snapshot
    from buttress.lenses import Lens
    from buttress.plan.entry import Entry, Kind
    from buttress.plan.shift import Shifts

Named = tuple[tuple[str, str], ...]
"""Ids of resources with their types."""


@dataclass(frozen=True, slots=True)
class Change:
    """Holds what changed from `before` to `after`.

    A finding is the same over time where its check, its resource and its world are; values only tell whether it got
    better or worse. `moved` pairs the old and the new path of templates that were only moved, whose resources are the
    same. `still_open` counts the gaps that both sides have. `lenses` are the ids of those that apply on one side only,
    first those that came.
    """

    before: Snapshot
    after: Snapshot
    moved: Named
    entries: tuple[Entry, ...]
    still_open: int
    new_resources: Named
    gone_resources: Named
    new_checks: tuple[str, ...]
    gone_checks: tuple[str, ...]
    lenses: tuple[tuple[str, ...], tuple[str, ...]]
    shifts: Shifts

    def of(self, *kinds: Kind) -> tuple[Entry, ...]:
        """Give the entries of some kinds, in their order."""
        return tuple(entry for entry in self.entries if entry.kind in kinds)

    @property
    def empty(self) -> bool:
        """Say whether nothing changed."""
        shifts = self.shifts
        parts: tuple[Sequence[object], ...] = (
            self.moved, self.entries, self.new_resources, self.gone_resources, self.new_checks, self.gone_checks,
            *self.lenses, shifts.practices, shifts.questions, shifts.pillars, shifts.answers, shifts.stale,
        )  # fmt: skip
        return not any(parts)


def change_between(before: Side, after: Side, lenses: Sequence[Lens]) -> Change:
    """Compare two reviews; `lenses` are those that practices and questions are looked up in."""
    roots = moved(before.snapshot, after.snapshot)
    old, new = renamed(before.snapshot, roots), after.snapshot
    mine, theirs = set(resources_of(old).items()), set(resources_of(new).items())
    return Change(
        before=before.snapshot,
        after=new,
        moved=tuple(sorted(roots.items())),
        entries=entries_of(old, new),
        still_open=still_open(old, new),
        new_resources=tuple(sorted(theirs - mine)),
        gone_resources=tuple(sorted(mine - theirs)),
        new_checks=_unknown_to(old, new),
        gone_checks=_unknown_to(new, old),
        lenses=(_only(new, old), _only(old, new)),
        shifts=shifts_of(before, after, lenses),
    )


def _unknown_to(one: Snapshot, other: Snapshot) -> tuple[str, ...]:
    """Give the checks of the other side that this side did not run although it had what they are about."""
    there = resources_of(one)
    ran = {found.check for found in one.findings}
    return tuple(
        sorted(
            {
                found.check
                for found in other.findings
                if found.check not in ran and ("#" not in found.resource or there.get(found.resource) == found.type)
            }
        )
    )


def _only(one: Snapshot, other: Snapshot) -> tuple[str, ...]:
    return tuple(lens for lens in one.lenses if lens not in other.lenses)
