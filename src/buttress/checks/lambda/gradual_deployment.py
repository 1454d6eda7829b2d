"""Judges whether a new version of a function is tried on a few requests first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, missing, not_applicable, supports
from buttress.graph.deployments import deployment_groups_of, moves_gradually, shares_traffic
from buttress.graph.edges import runs_at_edge
from buttress.graph.functions import qualifiers_of
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Lambda::Function",
    bears_on=(both("OPS06-BP03"), supports("REL08-BP05"), both("serverless:ops_ops_q2_a3")),
    absence="workload",
)
def gradual_deployment(function: Resource, graph: Graph) -> Verdict:
    """A new version of the function is tried on a few requests first."""
    if runs_at_edge(function, graph):
        return not_applicable("CloudFront runs it at the edge, by the number of a version")
    for group in deployment_groups_of(function, graph):
        if moves_gradually(group):
            return met("a new version takes a few requests first", group.at("DeploymentConfigName"))
        return gap("a new version takes all requests at once", group.at("DeploymentConfigName"))
    for qualifier in those(qualifiers_of(function, graph), shares_traffic):
        return met("an alias gives two versions a share each", qualifier.at("RoutingConfig"))
    return missing("a new version takes all requests at once", function.at())
