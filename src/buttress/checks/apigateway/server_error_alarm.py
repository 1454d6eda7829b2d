"""Judges whether somebody is told when a REST API answers with server errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing, supports
from buttress.graph.alarms import watching

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::ApiGateway::RestApi",
    bears_on=(both("REL06-BP01"), both("REL11-BP01"), both("serverless:ops_ops_q1_a1"), supports("OPS08-BP04")),
    absence="workload",
)
def server_error_alarm(api: Resource, graph: Graph) -> Verdict:
    """Somebody is told when callers of the API get server errors."""
    alarms = watching(api, graph, frozenset({"5XXError"}))
    if alarms:
        return met("an alarm looks at 5XXError", alarms[0].location)
    return missing("no alarm looks at 5XXError", api.at())
