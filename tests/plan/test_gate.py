"""What the gate lets through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress.plan.gate import gate_of
from tests.plan.snapshots import changed, finding, snapshot

if TYPE_CHECKING:
    from buttress.evidence.check import Risk

OLD = snapshot(finding("gap", "t.yaml#A"), finding("met", "t.yaml#B", severity="medium"), finding("met", "t.yaml#C"))
NEW = snapshot(
    finding("gap", "t.yaml#A"), finding("gap", "t.yaml#B", severity="medium"), finding("unknown", "t.yaml#C")
)


def test_only_what_got_worse_counts_against_a_baseline() -> None:
    gate = gate_of(NEW, changed(OLD, NEW), None)
    assert [gap.finding.resource for gap in gate.failing] == ["t.yaml#B"]
    assert not gate.passed
    assert gate_of(OLD, changed(OLD, OLD), None).passed


@pytest.mark.parametrize(("fail_on", "failing"), [("high", 0), ("medium", 1), ("low", 1)])
def test_what_got_worse_counts_from_a_severity_on(fail_on: Risk, failing: int) -> None:
    gate = gate_of(NEW, changed(OLD, NEW), fail_on)
    assert (len(gate.failing), len(gate.lower)) == (failing, 1 - failing)


def test_without_a_baseline_every_gap_counts_by_its_severity() -> None:
    assert [gap.finding.resource for gap in gate_of(NEW, None, "high").failing] == ["t.yaml#A"]
    assert [gap.finding.resource for gap in gate_of(NEW, None, "low").failing] == ["t.yaml#A", "t.yaml#B"]
