"""Judges whether a function in a VPC survives the loss of a zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.by_design import by_design_of
from buttress.graph.functions import subnets_of
from buttress.graph.zones import spreads

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::Lambda::Function", bears_on=(both("REL10-BP01"), both("REL11-BP02")))
def zones(function: Resource, _graph: Graph) -> Verdict:
    """A function can run in more than one zone."""
    subnets = subnets_of(function)
    if not subnets and function.present("VpcConfig.SubnetIds"):
        return not_applicable("names no subnet, and so is in no VPC")
    if not subnets:
        return met(f"outside a VPC, Lambda runs in {by_design_of(function, 'runs in')}", function.at(), "medium")
    if spreads(subnets):
        return met("its subnets are in different zones", function.at("VpcConfig.SubnetIds"))
    return gap("all its subnets are in one zone", function.at("VpcConfig.SubnetIds"))
