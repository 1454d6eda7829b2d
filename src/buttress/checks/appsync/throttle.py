"""Judges whether a GraphQL API holds back more requests than what stands behind it can take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing
from buttress.graph.firewalls import associations_of, rate_rules_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::AppSync::GraphQLApi",
    bears_on=(
        both("REL05-BP02"),
        both("serverless:rel_rel_q1_a1"),
    ),
    absence="workload",
)
def throttle(api: Resource, graph: Graph) -> Verdict:
    """The API takes no more requests of one address than somebody decided."""
    for association in associations_of(api, graph):
        for rule in rate_rules_of(association):
            return met("a rule of its web ACL limits the requests of each address", rule.at())
    return missing("only the account's quota holds requests back, shared by all APIs of the Region", api.at())
