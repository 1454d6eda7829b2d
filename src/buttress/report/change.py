"""What changed, for a terminal: what opened first, by practice and resource, with its place."""

from __future__ import annotations

import textwrap
from itertools import groupby
from typing import TYPE_CHECKING, Final

from buttress.plan.entry import KINDS
from buttress.report.change_notes import notes
from buttress.report.change_words import HEADS, codes, lead, place, suppressed_now, told
from buttress.report.counting import count
from buttress.report.shift_words import answer_told, pillar_told, practice_told, question_told, stale_told
from buttress.report.terminal import BOLD, DIM, RED, WIDTH, Ink

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from buttress.application.comparing import Comparison
    from buttress.plan.entry import Entry, Kind

FIRST: Final = 8
"""How many checks of a kind, and how many practices, are told unless all are asked for."""
PLACES: Final = 3
"""How many places of a check are told unless all are asked for."""


def as_text(comparison: Comparison, *, colour: bool = False, everything: bool = False) -> str:
    """Write the change as text; what opened is always told whole."""
    ink = Ink(colour)
    change = comparison.change
    lines = [
        *wrapped(lead(comparison)),
        *(line for note in notes(comparison.before, comparison.after, change) for line in wrapped(note, "  ")),
        *wrapped(suppressed_now(comparison), "  "),
        *(line for shift in change.shifts.pillars for line in wrapped(pillar_told(shift), "  ")),
    ]
    for kind in KINDS:
        lines += entries_told(kind, change.of(kind), ink, everything=everything or kind == "opened")
    lines += _listed("Stale", [stale_told(stale) for stale in change.shifts.stale], ink, everything=True)
    lines += _listed("Answered", [answer_told(shift) for shift in change.shifts.answers], ink, everything=everything)
    lines += _listed(
        "Practices", [practice_told(shift) for shift in change.shifts.practices], ink, everything=everything
    )
    if everything:
        lines += _listed("Questions", [question_told(shift) for shift in change.shifts.questions], ink, everything=True)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def entries_told(kind: Kind, entries: Sequence[Entry], ink: Ink, *, everything: bool) -> Iterator[str]:
    """Tell entries of one kind, check by check."""
    if not entries:
        return
    yield ""
    yield ink(f"{HEADS[kind]} ({len(entries):,})", BOLD, *((RED,) if kind == "opened" else ()))
    groups = [list(group) for _, group in groupby(entries, key=lambda entry: entry.finding.check)]
    shown = groups if everything else groups[:FIRST]
    for group in shown:
        yield from _check(group, ink, everything=everything)
    left = groups[len(shown) :]
    if left:
        yield f"  and {sum(map(len, left)):,} more of {count(len(left), 'check')}: --all shows them"


def _check(entries: Sequence[Entry], ink: Ink, *, everything: bool) -> Iterator[str]:
    first = entries[0].finding
    yield from wrapped(f"{first.title.rstrip('.')} · {first.severity} · {codes(first)}", "  ", "    ")
    shown = entries if everything else entries[:PLACES]
    for entry in shown:
        yield from (ink(line, DIM) for line in wrapped(f"{place(entry.finding)}  {told(entry)}", "    ", "      "))
    if len(entries) > len(shown):
        yield ink(f"    and {count(len(entries) - len(shown), 'more place')}", DIM)


def _listed(head: str, sentences: Sequence[str], ink: Ink, *, everything: bool) -> Iterator[str]:
    if not sentences:
        return
    yield ""
    yield ink(f"{head} ({len(sentences):,})", BOLD)
    shown = sentences if everything else sentences[:FIRST]
    yield from (line for sentence in shown for line in wrapped(sentence, "  ", "    "))
    if len(sentences) > len(shown):
        yield f"  and {len(sentences) - len(shown):,} more: --all shows them"


def wrapped(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """Wrap a sentence to the width of the report; what follows the first line is indented a little more."""
    after = first + "  " if rest is None else rest
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=after, break_on_hyphens=False, break_long_words=False
    )
