"""Judges whether a function has permissions of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met
from buttress.graph.functions import sharing_role

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::Lambda::Function", bears_on=(both("SEC03-BP02"), both("serverless:sec_sec_q2_a3")))
def own_role(function: Resource, graph: Graph) -> Verdict:
    """A function has a role of its own."""
    for other in sharing_role(function, graph):
        return gap(f"it may do whatever {other.logical_id} may: they share a role", function.at("Role"))
    return met("no other function here has its role", function.at("Role"))
