"""What the gate found, as Markdown: for a comment on a pull request."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from buttress.plan.entry import KINDS
from buttress.report.change_markdown import entries_told, shifts_told
from buttress.report.change_words import codes, place, told
from buttress.report.gate_words import TO_GO_ON, first_steps, remarks, verdict
from buttress.report.suppression_words import summed_up, suppressed_among, suppression_told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.application.comparing import Gated


def as_markdown(gated: Gated) -> str:
    """Write what the gate found, with all that changed folded below."""
    change = gated.gate.change
    told_remarks = list(remarks(gated))
    lines = ["## Buttress", "", f"**{verdict(gated)}**", ""]
    lines += [*(f"- {remark}" for remark in told_remarks), *([""] if told_remarks else [])]
    lines += _failing(gated)
    lines += _suppressed(gated)
    if change is not None:
        for kind in KINDS:
            lines += entries_told(kind, () if kind == "opened" else change.of(kind))
        lines += shifts_told(change)
    return "\n".join(lines).rstrip() + "\n"


def _suppressed(gated: Gated) -> Iterator[str]:
    findings = gated.gate.snapshot.findings
    told = suppressed_among(findings)
    if told:
        yield from ["<details>", f"<summary>Suppressed: {summed_up(findings)}</summary>", ""]
        yield from (f"- {suppression_told(one)}" for one in told)
        yield from ["", "</details>", ""]


def _failing(gated: Gated) -> Iterator[str]:
    steps = first_steps(gated)
    for check, group in groupby(gated.gate.failing, key=lambda gap: gap.finding.check):
        gaps = list(group)
        first = gaps[0].finding
        yield f"### {first.title.rstrip('.')}"
        yield ""
        yield f"{first.severity} · {codes(first)} · `{check}`"
        yield ""
        yield from (f"- `{place(gap.finding)}` {told(gap)}" for gap in gaps)
        yield ""
        yield f"First step: {steps[check]}"
        yield ""
    if not gated.gate.passed:
        yield f"{TO_GO_ON[0]} `{TO_GO_ON[1]}`"
        yield ""
