"""Judges whether a NAT gateway is paid for without being used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, met, missing, refutes

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::EC2::NatGateway", bears_on=(refutes("COST04-BP03"),), absence="workload")
def unused_nat(nat: Resource, graph: Graph) -> Verdict:
    """Every NAT gateway has a route that leads to it."""
    used = graph.into(nat, "routes-to")
    if used:
        return met("a route leads to it", used[0].location)
    return missing("it is paid for by the hour, and no route leads to it", nat.at())
