"""Judges whether a function is in a VPC for a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, not_applicable, supports
from buttress.graph.functions import subnets_of
from buttress.graph.networks import neighbours_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Lambda::Function",
    bears_on=(supports("SEC05-BP01"),),
    severity=("low", "a network without need costs start-up time and money, and does no harm"),
)
def vpc_need(function: Resource, graph: Graph) -> Verdict:
    """A function is in a VPC only where something that it reaches is there."""
    if not subnets_of(function):
        return not_applicable("it is in no VPC")
    for neighbour in neighbours_of(function, graph):
        return met(f"{neighbour.logical_id} is in a network too", function.at("VpcConfig.SubnetIds"), "low")
    return gap("nothing that is declared here is in its network", function.at("VpcConfig.SubnetIds"), "low")
