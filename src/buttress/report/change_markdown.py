"""What changed, as Markdown: for a comment on a pull request."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from buttress.plan.entry import KINDS
from buttress.report.change_notes import notes
from buttress.report.change_words import HEADS, MEANING, codes, lead, place, suppressed_now, told
from buttress.report.shift_words import answer_told, pillar_told, practice_told, question_told, stale_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from buttress.application.comparing import Comparison
    from buttress.plan.change import Change
    from buttress.plan.entry import Entry, Kind


def as_markdown(comparison: Comparison) -> str:
    """Write the whole change; what did not get worse is folded."""
    change = comparison.change
    lines = ["## What changed", "", lead(comparison), ""]
    told_notes = [*notes(comparison.before, comparison.after, change), *filter(None, [suppressed_now(comparison)])]
    lines += [*(f"- {note}" for note in told_notes), *([""] if told_notes else [])]
    for kind in KINDS:
        lines += entries_told(kind, change.of(kind))
    lines += shifts_told(change)
    return "\n".join(lines).rstrip() + "\n"


def entries_told(kind: Kind, entries: Sequence[Entry]) -> Iterator[str]:
    """Tell entries of one kind, check by check, folded unless they are gaps that opened."""
    if not entries:
        return
    head = f"{HEADS[kind]}: {len(entries):,} ({MEANING[kind]})"
    yield from [f"### {head}", ""] if kind == "opened" else ["<details>", f"<summary>{head}</summary>", ""]
    for _, group in groupby(entries, key=lambda entry: entry.finding.check):
        yield from _check(list(group))
    yield ""
    if kind != "opened":
        yield from ["</details>", ""]


def _check(entries: Sequence[Entry]) -> Iterator[str]:
    first = entries[0].finding
    yield f"- **{first.title.rstrip('.')}** ({first.severity}; {codes(first)}; `{first.check}`)"
    yield from (f"  - `{place(entry.finding)}` {told(entry)}" for entry in entries)


def shifts_told(change: Change) -> Iterator[str]:
    """Tell what the lenses say otherwise."""
    shifts = change.shifts
    yield from _folded("Answers that evidence speaks against now", map(stale_told, shifts.stale))
    yield from _folded("Answers that changed", map(answer_told, shifts.answers))
    yield from _folded("Pillars", map(pillar_told, shifts.pillars))
    yield from _folded("Risk of questions", map(question_told, shifts.questions))
    yield from _folded("Practices", map(practice_told, shifts.practices))


def _folded(head: str, sentences: Iterable[str]) -> Iterator[str]:
    lines = [f"- {sentence}" for sentence in sentences]
    if lines:
        yield from ["<details>", f"<summary>{head}: {len(lines):,}</summary>", "", *lines, "", "</details>", ""]
