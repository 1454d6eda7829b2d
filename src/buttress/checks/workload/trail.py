"""Judges whether calls to AWS are recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, missing
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph


@check(on="workload", bears_on=(both("SEC04-BP01"),), absence="organization")
def trail(graph: Graph) -> Verdict:
    """Who changed what in the account can be looked up."""
    trails = tuple(graph.of_type("AWS::CloudTrail::Trail"))
    for found in those(trails, lambda trail: trail.flag("IsLogging")):
        return met(f"{found.logical_id} records who calls AWS", found.location)
    for found in trails:
        return gap(f"{found.logical_id} is switched off", found.at("IsLogging"))
    return missing("no trail is declared")
