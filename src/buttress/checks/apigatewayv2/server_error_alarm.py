"""Judges whether somebody is told when an HTTP or WebSocket API answers with server errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing, supports
from buttress.graph.alarms import watching
from buttress.graph.routes import is_websocket

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::ApiGatewayV2::Api",
    bears_on=(both("REL06-BP01"), both("REL11-BP01"), both("serverless:ops_ops_q1_a1"), supports("OPS08-BP04")),
    absence="workload",
)
def server_error_alarm(api: Resource, graph: Graph) -> Verdict:
    """Somebody is told when callers of the API get server errors."""
    metrics = ("IntegrationError", "ExecutionError") if is_websocket(api) else ("5xx", "5XXError")
    alarms = watching(api, graph, frozenset(metrics))
    if alarms:
        return met(f"an alarm looks at {alarms[0].detail}", alarms[0].location)
    return missing(f"no alarm looks at {metrics[0]}", api.at())
