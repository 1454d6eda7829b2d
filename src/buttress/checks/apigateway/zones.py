"""Judges whether the way to a REST API hangs on one zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, not_applicable
from buttress.graph.by_design import by_design
from buttress.graph.stages import is_private

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::ApiGateway::RestApi",
    bears_on=(both("REL02-BP01"),),
)
def zones(api: Resource, _graph: Graph) -> Verdict:
    """The way to the API does not hang on one zone."""
    if is_private(api):
        return not_applicable("can be reached from inside a network only")
    return met(f"API Gateway runs in {by_design('apigateway', 'runs in')}", api.at(), "medium")
