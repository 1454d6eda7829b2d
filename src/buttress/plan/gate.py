"""The gate: whether a review is good enough to let a change through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from buttress.plan.entry import Entry

if TYPE_CHECKING:
    from buttress.answers.snapshot import Snapshot
    from buttress.evidence.check import Risk
    from buttress.plan.change import Change

SEVERITIES: Final[tuple[Risk, ...]] = ("high", "medium", "low")
"""From the highest down."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Holds what the gate found.

    `failing` are the gaps that fail it: those that were opened, where it compares, else all of them. `lower` are those
    that would, but for their severity, `suppressed` those that somebody accepts or says to be none. `fail_on` is the
    least severity that fails, None where each does.
    """

    snapshot: Snapshot
    change: Change | None
    fail_on: Risk | None
    failing: tuple[Entry, ...]
    lower: tuple[Entry, ...]
    suppressed: tuple[Entry, ...] = ()

    @property
    def passed(self) -> bool:
        """Say whether nothing fails it."""
        return not self.failing


def gate_of(snapshot: Snapshot, change: Change | None, fail_on: Risk | None) -> Gate:
    """Decide about a review: by what it made worse where there is something to compare with, else by its gaps."""
    gaps = change.of("opened") if change is not None else _gaps(snapshot)
    severe = [gap for gap in gaps if _counts(gap, fail_on)]
    return Gate(
        snapshot,
        change,
        fail_on,
        failing=tuple(gap for gap in severe if not gap.finding.suppressed),
        lower=tuple(gap for gap in gaps if not _counts(gap, fail_on)),
        suppressed=tuple(gap for gap in severe if gap.finding.suppressed),
    )


def _gaps(snapshot: Snapshot) -> tuple[Entry, ...]:
    gaps = [found for found in snapshot.findings if found.state == "gap"]
    ordered = sorted(gaps, key=lambda found: (SEVERITIES.index(found.severity), found.check, found.file, found.line))
    return tuple(Entry("remains", None, found, (), "", found.reason) for found in ordered)


def _counts(gap: Entry, fail_on: Risk | None) -> bool:
    return fail_on is None or SEVERITIES.index(gap.finding.severity) <= SEVERITIES.index(fail_on)
