"""Judges whether somebody is told when an HTTP or WebSocket API becomes slow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, met, missing, supports
from buttress.graph.alarms import watching

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::ApiGatewayV2::Api",
    bears_on=(supports("REL06-BP01"), supports("OPS08-BP04"), supports("PERF05-BP02")),
    absence="workload",
    severity=("medium", "errors come first; slowness often shows in them"),
)
def latency_alarm(api: Resource, graph: Graph) -> Verdict:
    """Somebody is told when the API keeps callers waiting."""
    alarms = watching(api, graph, frozenset({"Latency", "IntegrationLatency"}))
    if alarms:
        return met(f"an alarm looks at {alarms[0].detail}", alarms[0].location)
    return missing("no alarm looks at Latency or IntegrationLatency", api.at())
