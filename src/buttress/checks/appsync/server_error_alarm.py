"""Judges whether somebody is told when a GraphQL API answers with server errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, met, missing
from buttress.graph.alarms import watching

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

METRICS: Final = frozenset({"5XXError"})
"""Source: "Using CloudWatch to monitor and log GraphQL API data", AppSync Developer Guide."""


@check(
    on="AWS::AppSync::GraphQLApi",
    bears_on=(both("REL06-BP01"), both("REL11-BP01"), both("serverless:ops_ops_q1_a1")),
    absence="workload",
)
def server_error_alarm(api: Resource, graph: Graph) -> Verdict:
    """Somebody is told when callers of the API get server errors."""
    for alarm in watching(api, graph, METRICS):
        return met("an alarm looks at 5XXError", alarm.location)
    return missing("no alarm looks at 5XXError", api.at())
