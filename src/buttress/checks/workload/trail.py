"""Judges whether calls to AWS are recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, missing
from buttress.graph.selection import those
from buttress.graph.trails import records_changes

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph


@check(on="workload", bears_on=(both("SEC04-BP01"),), absence="organization")
def trail(graph: Graph) -> Verdict:
    """Who changed what in the account can be looked up."""
    trails = tuple(graph.of_type("AWS::CloudTrail::Trail"))
    logging = those(trails, lambda trail: trail.flag("IsLogging"))
    for found in those(logging, records_changes):
        return met(f"{found.logical_id} records who calls AWS", found.location)
    for found in logging:
        return missing(f"{found.logical_id} leaves out who changes something, and no other trail is declared")
    for found in trails:
        return gap(f"{found.logical_id} is switched off", found.at("IsLogging"))
    return missing("no trail is declared")
