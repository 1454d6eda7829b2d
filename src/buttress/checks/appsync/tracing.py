"""Judges whether a GraphQL API traces requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, sets
from buttress.facts.service_defaults import default_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::AppSync::GraphQLApi",
    bears_on=(both("OPS04-BP05"), both("REL06-BP07"), both("serverless:ops_ops_q1_a3")),
    fix=sets({"XrayEnabled": True}),
)
def tracing(api: Resource, _: Graph) -> Verdict:
    """The API traces requests through its resolvers."""
    path = "XrayEnabled"
    if api.flag(path, default=default_of("AWS::AppSync::GraphQLApi", path)):
        return met("traces requests", api.at(path))
    return gap("a trace begins only behind the API, if at all", api.at(path))
