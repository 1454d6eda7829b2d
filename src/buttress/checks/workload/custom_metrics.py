"""Judges whether the workload measures what matters to its customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing, supports
from buttress.graph.custom_metrics import measures

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph


@check(
    on="workload",
    bears_on=(supports("OPS04-BP01"), both("REL06-BP02"), supports("serverless:ops_ops_q1_a2")),
    absence="account",
)
def custom_metrics(graph: Graph) -> Verdict:
    """The workload measures something of its own, beside what AWS counts."""
    for what, place in measures(graph):
        return met(what, place, "medium")
    return missing("no file shows a metric of its own")
