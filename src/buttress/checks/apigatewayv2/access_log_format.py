"""Judges whether the access log of a stage can be searched by its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::ApiGatewayV2::Stage", bears_on=(both("serverless:ops_ops_q1_a4"),))
def access_log_format(stage: Resource, _: Graph) -> Verdict:
    """The access log is written as JSON, so that it can be searched by its fields."""
    if not stage.present("AccessLogSettings.DestinationArn"):
        return not_applicable("writes no access log")
    path = "AccessLogSettings.Format"
    if stage.text(path, default="").lstrip().startswith("{"):
        return met("writes each request as JSON", stage.at(path))
    return gap("writes each request as a line of text", stage.at(path))
