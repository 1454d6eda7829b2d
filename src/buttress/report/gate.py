"""What the gate found, for a terminal: what holds the change back, and what to do."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from buttress.report.change import entries_told, wrapped
from buttress.report.change_words import codes, place, told
from buttress.report.gate_words import TO_GO_ON, first_steps, remarks, verdict
from buttress.report.suppression_words import summed_up, suppressed_among, suppression_told
from buttress.report.terminal import BOLD, DIM, RED, Ink

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from buttress.application.comparing import Gated
    from buttress.plan.entry import Entry


def as_text(gated: Gated, *, colour: bool = False, everything: bool = False) -> str:
    """Write what the gate found; what holds the change back is always told whole."""
    ink = Ink(colour)
    gate = gated.gate
    head = (BOLD,) if gate.passed else (BOLD, RED)
    lines = [*(ink(line, *head) for line in wrapped(verdict(gated)))]
    lines += [line for remark in remarks(gated) for line in wrapped(remark, "  ")]
    lines += _failing(gated, ink)
    lines += _suppressed(gated, ink)
    if gate.change is not None:
        lines += entries_told("lost", gate.change.of("lost"), ink, everything=everything)
        lines += entries_told("new_check", gate.change.of("new_check"), ink, everything=everything)
    if not gate.passed:
        lines += ["", *wrapped(TO_GO_ON[0]), f"  {TO_GO_ON[1]}"]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _failing(gated: Gated, ink: Ink) -> Iterator[str]:
    steps = first_steps(gated)
    for _, group in groupby(gated.gate.failing, key=lambda gap: gap.finding.check):
        yield ""
        yield from _check(list(group), steps, ink)


def _suppressed(gated: Gated, ink: Ink) -> Iterator[str]:
    findings = gated.gate.snapshot.findings
    told = suppressed_among(findings)
    if told:
        yield ""
        yield ink(f"Suppressed: {summed_up(findings)}", BOLD)
        yield from (line for one in told for line in wrapped(suppression_told(one), "  ", "    "))


def _check(gaps: list[Entry], steps: Mapping[str, str], ink: Ink) -> Iterator[str]:
    first = gaps[0].finding
    yield from (ink(line, BOLD) for line in wrapped(first.title.rstrip("."), "", "  "))
    yield from wrapped(f"{first.severity} · {first.check} · {codes(first)}", "  ", "  ")
    for gap in gaps:
        yield from (ink(line, DIM) for line in wrapped(f"{place(gap.finding)}  {told(gap)}", "  ", "    "))
    yield from wrapped(f"First step: {steps[first.check]}", "  ", "  ")
