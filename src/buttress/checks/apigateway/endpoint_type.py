"""Judges whether somebody chose from where a REST API can be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, supports
from buttress.graph.resource_policies import has_policy
from buttress.graph.stages import is_private

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::ApiGateway::RestApi",
    bears_on=(supports("serverless:sec_sec_q1_a3"),),
    severity=("low", "the default, an edge-optimized endpoint, suits many public APIs"),
)
def endpoint_type(api: Resource, _: Graph) -> Verdict:
    """Somebody chose from where the API is reached: edge locations, its Region, or a network of its own."""
    path = "EndpointConfiguration.Types"
    if not api.get(path):
        return gap("nobody chose, so the whole internet can reach the API", api.at(path))
    if is_private(api) and not has_policy(api):
        return gap("is private, and has no resource policy that lets anybody in", api.at(path))
    return met("the endpoint type is chosen", api.at(path))
