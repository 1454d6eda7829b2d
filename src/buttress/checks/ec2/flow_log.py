"""Judges whether the traffic of a VPC is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::EC2::VPC", bears_on=(both("SEC04-BP01"),), absence="workload")
def flow_log(vpc: Resource, graph: Graph) -> Verdict:
    """Who talked with whom in a network can be looked up afterwards."""
    recorded = graph.into(vpc, "guards")
    if recorded:
        return met("a flow log records its traffic", recorded[0].location)
    return missing("nobody can look up afterwards who talked with whom", vpc.at())
