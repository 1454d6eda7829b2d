"""Compares what the templates of a page expect with what its check says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence.engine import examine

if TYPE_CHECKING:
    from collections.abc import Callable

    from buttress.evidence.check import Check
    from buttress.evidence.page import Expectation, Fence, Page
    from buttress.evidence.record import Evidence
    from buttress.graph.graph import Graph

    Read = Callable[[Fence], Graph]


def disagreements(check: Check, page: Page, fence: Fence, read: Read) -> tuple[str, ...]:
    """Run one check on one fence and say where its verdicts are not as marked, with the page's file and line.

    `read` makes the graph of a fence: the layer that reads sources hands it in.
    """
    found = list(examine(read(fence), (check,)))
    complaints: list[str] = []
    for expectation in sorted(fence.expectations, key=_most_particular):
        agreeing = next((evidence for evidence in found if agrees(expectation, evidence, fence)), None)
        if agreeing is None:
            complaints.append(f"{page.file}:{expectation.line}: expected {_expected(expectation)}")
        else:
            found.remove(agreeing)
    complaints += [
        f"{page.file}:{fence.page_line(evidence.location.line)}: not marked: {_said(evidence)}" for evidence in found
    ]
    return tuple(complaints)


def agrees(expectation: Expectation, evidence: Evidence, fence: Fence) -> bool:
    """Say whether evidence is what was expected: its state, the line it cites, whose it is, its reason."""
    return (
        evidence.state == expectation.state
        and (not expectation.cited or fence.page_line(evidence.location.line) == expectation.cited)
        and (not expectation.resource or evidence.resource.rpartition("#")[2] == expectation.resource)
        and expectation.reason in evidence.reason
    )


def _most_particular(expectation: Expectation) -> tuple[bool, int, int]:
    """Let those that name more choose first."""
    return (not expectation.resource, -len(expectation.reason), expectation.line)


def _expected(expectation: Expectation) -> str:
    reason = f", because of {expectation.reason!r}" if expectation.reason else ""
    whose = f" of {expectation.resource}" if expectation.resource else ""
    place = f" that cites line {expectation.cited}" if expectation.cited else " on the workload"
    return f"{expectation.state}{whose}{place}{reason}"


def _said(evidence: Evidence) -> str:
    return f"{evidence.state} of {evidence.resource.rpartition('#')[2]}: {evidence.reason}"
