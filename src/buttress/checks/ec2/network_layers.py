"""Judges whether a network has layers, with stores of data away from the internet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.selection import those
from buttress.graph.subnets import groups_with, is_public, subnets_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::EC2::VPC", bears_on=(both("SEC05-BP01"),))
def network_layers(vpc: Resource, graph: Graph) -> Verdict:
    """Networks have a layer without a way in from the internet, and data lies there."""
    subnets = subnets_of(vpc, graph)
    if not subnets:
        return not_applicable("its subnets are not declared here")
    for subnet in those(subnets, lambda subnet: is_public(subnet, graph) and groups_with(subnet, graph)):
        group = groups_with(subnet, graph)[0]
        return gap(f"{group.logical_id} puts data into {subnet.logical_id}, which leads to the internet", group.at())
    private = those(subnets, lambda subnet: not is_public(subnet, graph))
    if private:
        return met(f"{len(private)} of {len(subnets)} subnets have no way in from the internet", vpc.at())
    return gap("every subnet leads to the internet gateway", vpc.at())
