"""What the reports for people say about suppressions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.report.plain import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from buttress.answers.snapshot import Finding


def suppressed_among(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Give the findings that somebody wrote about and that are a gap, in some world at least, in order of place."""
    found = [one for one in findings if one.suppression is not None and _may_be_gap(one)]
    return tuple(sorted(found, key=lambda one: (one.file, one.line, one.column, one.check, one.resource)))


def _may_be_gap(finding: Finding) -> bool:
    return finding.state == "gap" or any(case.state == "gap" for case in finding.when)


def summed_up(findings: Sequence[Finding]) -> str:
    """Say how many findings are suppressed, and when the next suppression ends; empty where there is none."""
    told = [one.suppression for one in suppressed_among(findings) if one.suppression is not None]
    if not told:
        return ""
    held = [one for one in told if not one.expired]
    doubted = sum(one.kind == "false-positive" for one in held)
    ends = sorted(one.until for one in held if one.until is not None)
    endless = sum(one.until is None and one.kind == "accepted" for one in held)
    over = len(told) - len(held)
    parts = [f"{len(held)} finding{'' if len(held) == 1 else 's'}"]
    parts += [f"{doubted} said to be false positives"] if doubted else []
    parts += [f"{len(held) - doubted} accepted"] if len(held) > doubted else []
    parts += [f"the next one ends on {ends[0]}"] if ends else []
    parts += [f"{endless} with no end date"] if endless else []
    parts += [f"{over} over, so {'it counts' if over == 1 else 'they count'} again"] if over else []
    return " · ".join(parts)


def suppression_told(finding: Finding) -> str:
    """Say what somebody wrote about a finding."""
    words = finding.suppression.words if finding.suppression is not None else ""
    resource = finding.resource.rpartition("#")[2]
    return plain(f"{finding.place}  {resource}: {finding.check} {words}")
