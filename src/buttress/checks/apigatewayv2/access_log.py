"""Judges whether a stage of an HTTP or WebSocket API logs who asked for what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, refutes, supports

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::ApiGatewayV2::Stage",
    bears_on=(both("SEC04-BP01"), refutes("serverless:ops_ops_q1_a4"), supports("OPS08-BP02")),
)
def access_log(stage: Resource, _: Graph) -> Verdict:
    """The stage logs every request: who asked, for what, and how it went."""
    path = "AccessLogSettings.DestinationArn"
    if stage.present(path):
        return met("writes an access log", stage.at(path))
    return gap("writes no access log", stage.at(path))
