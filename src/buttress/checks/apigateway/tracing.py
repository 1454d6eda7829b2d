"""Judges whether a stage of a REST API traces requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable, sets
from buttress.facts.service_defaults import default_of
from buttress.graph.stages import STAGE, STAGES, makes_stage, within

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on=STAGES,
    bears_on=(both("OPS04-BP05"), both("REL06-BP07"), both("serverless:ops_ops_q1_a3")),
    fix=(
        sets({"TracingEnabled": True}, on=STAGE),
        sets({"StageDescription.TracingEnabled": True}, on="AWS::ApiGateway::Deployment"),
    ),
)
def tracing(stage: Resource, graph: Graph) -> Verdict:
    """The stage traces requests from the moment they arrive."""
    if not makes_stage(stage, graph):
        return not_applicable("makes no stage of its own")
    path = within(stage, "TracingEnabled")
    if stage.flag(path, default=default_of(STAGE, "TracingEnabled")):
        return met("traces requests", stage.at(path))
    return gap("a trace begins only behind the API, if at all", stage.at(path))
