"""Judges whether a REST API's policy names whom it lets in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, not_applicable
from buttress.graph.resource_policies import has_policy, lets_in_networks_only, names_callers

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::ApiGateway::RestApi",
    bears_on=(both("serverless:sec_sec_q2_a1"),),
)
def policy_principals(api: Resource, _graph: Graph) -> Verdict:
    """A REST API's policy names whom or which networks it lets in."""
    if not has_policy(api):
        return not_applicable("it has no policy; who calls is found out by its authorization")
    if names_callers(api):
        return met("its policy lets in only principals that it names", api.at("Policy"))
    if lets_in_networks_only(api):
        return met("its policy lets callers in by the network that they come from", api.at("Policy"), "medium")
    return not_applicable("its policy lets everybody in; who calls is found out by its authorization")
