"""Judges whether a page shows how the workload is doing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph


@check(on="workload", bears_on=(both("OPS08-BP05"),), absence="account")
def dashboard(graph: Graph) -> Verdict:
    """One page shows how the workload is doing."""
    for found in graph.of_type("AWS::CloudWatch::Dashboard"):
        return met(f"{found.logical_id} shows it", found.location)
    return missing("no dashboard is declared")
