"""Judges whether the workload is looked at from the outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, met, missing, supports

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph


@check(on="workload", bears_on=(supports("OPS04-BP03"),), absence="account")
def canary(graph: Graph) -> Verdict:
    """What customers see is measured from where they are."""
    for found in graph.of_type("AWS::Synthetics::Canary", "AWS::RUM::AppMonitor"):
        return met(f"{found.logical_id} sees what customers see", found.location)
    return missing("no canary or monitor of real users is declared")
