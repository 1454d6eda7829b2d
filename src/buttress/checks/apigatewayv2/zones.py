"""Judges whether the way to an HTTP or WebSocket API hangs on one zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met
from buttress.graph.by_design import by_design

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::ApiGatewayV2::Api",
    bears_on=(both("REL02-BP01"),),
)
def zones(api: Resource, _graph: Graph) -> Verdict:
    """The way to the API does not hang on one zone."""
    return met(f"API Gateway runs in {by_design('apigateway', 'runs in')}", api.at(), "medium")
