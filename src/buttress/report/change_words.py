"""What the reports of a change have in common: each thing that changed, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.report.counting import count
from buttress.report.plain import plain
from buttress.report.suppression_words import summed_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from buttress.answers.snapshot import Finding
    from buttress.application.comparing import Comparison, Named
    from buttress.plan.change import Change
    from buttress.plan.entry import Entry, Kind
    from buttress.plan.step import World

HEADS: Final[Mapping[Kind, str]] = {
    "opened": "Opened",
    "lost": "Out of sight",
    "new_check": "New check",
    "remains": "Still open",
    "closed": "Closed",
    "ceased": "Not asked any more",
    "seen": "Now known",
    "gone_check": "Check gone",
}
MEANING: Final[Mapping[Kind, str]] = {
    "opened": "gaps that were not there before",
    "lost": "what was known and can no longer be known; that mends nothing",
    "new_check": "gaps that an earlier Buttress did not look for; this change did not make them",
    "remains": "gaps that are still there, for another reason",
    "closed": "gaps that are closed",
    "ceased": "gaps of practices that no longer concern the resource",
    "seen": "what is met and was not known",
    "gone_check": "gaps that this Buttress does not look for any more",
}
BEFORE: Final = {
    "met": "it was met",
    "not_applicable": "it did not apply",
    "unknown": "it was not known",
    "gap": "before",
}
MOST_WORLDS: Final = 3


def subject(finding: Finding) -> str:
    """Give what a finding is about, as people call it."""
    return plain(finding.resource.rpartition("#")[2]) if "#" in finding.resource else "the workload"


def place(finding: Finding) -> str:
    """Give `file:line` of a finding."""
    return plain(finding.place)


def codes(finding: Finding) -> str:
    """Give the practices that a gap speaks against."""
    return " · ".join(finding.contradicts or finding.practices)


def told(entry: Entry) -> str:
    """Tell in a sentence what became of a finding, and what somebody wrote about it."""
    about = entry.after.suppression if entry.after is not None and entry.now else None
    return _told(entry) if about is None else f"{_told(entry)} [{plain(about.words)}]"


def _told(entry: Entry) -> str:
    whose = f"{subject(entry.finding)}{_worlds(entry.worlds)}"
    was, now = plain(entry.was), plain(entry.now)
    if entry.before is None:
        return f"{whose} is new: {now}" if entry.kind == "opened" else f"{whose}: {now}"
    if entry.after is None:
        return _gone(entry.kind, whose, was)
    if entry.kind == "ceased":
        return f"{whose}: it no longer applies: {now} (before: {was})"
    return f"{whose}: {now} ({BEFORE[entry.came_from or 'gap']}: {was})"


def _gone(kind: Kind, whose: str, was: str) -> str:
    if kind == "lost":
        return f"{whose} is no longer seen, and not everything was read, so this may still hold: {was}"
    return f"{whose} is gone (before: {was})" if kind == "closed" else f"{whose}: {was}"


def _worlds(worlds: Sequence[World]) -> str:
    if not worlds:
        return ""
    shown = [" and ".join(f"{name} is {choice}" for name, choice in world) for world in worlds[:MOST_WORLDS]]
    more = [f"{len(worlds) - MOST_WORLDS} more"] if len(worlds) > MOST_WORLDS else []
    return plain(f" (when {' or '.join([*shown, *more])})")


def lead(comparison: Comparison) -> str:
    """Say in a sentence how much changed."""
    change = comparison.change
    between = f"Between {called(comparison.before)} and {called(comparison.after)}"
    both = f"{count(change.still_open, 'gap')} {'is' if change.still_open == 1 else 'are'} in both"
    if change.empty:
        return f"{between} nothing changed; {both}."
    return f"{between}: {', '.join(_counts(change)) or 'no gap opened or closed'}; {both}."


def suppressed_now(comparison: Comparison) -> str:
    """Say what is suppressed on the newer side, nothing where nothing is."""
    summary = summed_up(comparison.after.side.snapshot.findings)
    return f"Suppressed in {called(comparison.after)}: {summary}." if summary else ""


def called(named: Named) -> str:
    """Give how people call a side."""
    return plain(named.name)


def _counts(change: Change) -> Iterator[str]:
    number = {kind: len(change.of(kind)) for kind in HEADS}
    if number["closed"] or number["opened"]:
        yield f"{count(number['opened'], 'gap')} opened"
        yield f"{number['closed']:,} closed"
    shifts = change.shifts
    counted = (
        (number["ceased"], f"{number['ceased']:,} no longer asked"),
        (number["lost"], f"{count(number['lost'], 'verdict')} can no longer be known"),
        (number["seen"], f"{number['seen']:,} can be known now"),
        (number["new_check"], f"{number['new_check']:,} found by new checks"),
        (number["gone_check"], f"{number['gone_check']:,} not looked for any more"),
        (len(shifts.stale), f"{count(len(shifts.stale), 'answer')} went stale"),
        (len(shifts.answers), f"{count(len(shifts.answers), 'answer')} changed"),
    )
    yield from (words for found, words in counted if found)
