"""What the reports of a gate have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence.prose import prose_of
from buttress.report.change_notes import notes
from buttress.report.change_words import called
from buttress.report.counting import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from buttress.application.comparing import Gated


def verdict(gated: Gated) -> str:
    """Say in a sentence whether the gate lets this through, and why."""
    gate = gated.gate
    severe = f" of severity {gate.fail_on}{'' if gate.fail_on == 'high' else ' or higher'}" if gate.fail_on else ""
    number = len(gate.failing)
    if gated.baseline is None:
        there = "is 1 gap" if number == 1 else f"are {number:,} gaps"
        return f"Held back: there {there}{severe}." if number else f"Let through: there is no gap{severe} that counts."
    since = called(gated.baseline)
    if number:
        was = "was" if number == 1 else "were"
        return f"Held back: {count(number, 'gap')}{severe} {was} opened since {since}."
    return f"Let through: no gap{severe} was opened since {since}{_in_both(gated)}."


def _in_both(gated: Gated) -> str:
    change = gated.gate.change
    if change is None or not change.still_open:
        return ""
    return f"; {count(change.still_open, 'gap')} {'is' if change.still_open == 1 else 'are'} in both"


def remarks(gated: Gated) -> Iterator[str]:
    """Say what one should know to read the verdict."""
    gate = gated.gate
    lower, held = len(gate.lower), len(gate.suppressed)
    if held:
        yield f"{count(held, 'gap')} that would count {'is' if held == 1 else 'are'} suppressed; see below."
    if lower:
        yield f"{count(lower, 'gap')} of lower severity {'does' if lower == 1 else 'do'} not count."
    if gate.change is not None and gated.baseline is not None:
        yield from notes(gated.baseline, gated.here, gate.change)
    elif not gate.snapshot.complete:
        first, *others = [*gate.snapshot.unread, *gate.snapshot.problems]
        more = f", and {count(len(others), 'more note')}" if others else ""
        yield f"Not everything was read: {first.rstrip('.')}{more}."


def first_steps(gated: Gated) -> Mapping[str, str]:
    """Give what to do first about the gaps that fail the gate, by check."""
    wanted = {gap.finding.check for gap in gated.gate.failing}
    checks = {record.check.id: record.check for record in gated.review.evidence if record.check.id in wanted}
    return {name: prose_of(check.page).first_step for name, check in checks.items()}


TO_GO_ON: Final = (
    "To go on: mend what is listed, or say beside the resource why it may stay, until when and who says so:",
    "# buttress: accept <check> until <YYYY-MM-DD> by <name>: <reason>",
)
"""What lets a change through that is held back, and the comment that says so."""
