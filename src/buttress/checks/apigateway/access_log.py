"""Judges whether a stage of a REST API logs who asked for what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable, refutes, supports
from buttress.graph.stages import STAGES, makes_stage, within

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on=STAGES,
    bears_on=(both("SEC04-BP01"), refutes("serverless:ops_ops_q1_a4"), supports("OPS08-BP02")),
)
def access_log(stage: Resource, graph: Graph) -> Verdict:
    """The stage logs every request: who asked, for what, and how it went."""
    if not makes_stage(stage, graph):
        return not_applicable("makes no stage of its own")
    path = within(stage, "AccessLogSetting.DestinationArn")
    if stage.present(path):
        return met("writes an access log", stage.at(path))
    return gap("writes no access log", stage.at(path))
