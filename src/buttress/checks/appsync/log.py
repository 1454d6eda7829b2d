"""Judges whether a GraphQL API logs requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, supports

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::AppSync::GraphQLApi", bears_on=(both("SEC04-BP01"), supports("OPS08-BP02")))
def log(api: Resource, _: Graph) -> Verdict:
    """The API logs its requests."""
    path = "LogConfig.CloudWatchLogsRoleArn"
    if api.present(path):
        return met("logs its requests", api.at(path))
    return gap("writes no log", api.at(path))
