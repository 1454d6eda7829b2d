"""Judges whether a stage of a REST API logs what API Gateway did with a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, not_applicable, supports
from buttress.graph.selection import those
from buttress.graph.stages import STAGES, makes_stage, settings_for_all, within

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on=STAGES,
    bears_on=(supports("SEC04-BP01"), supports("OPS08-BP02")),
    severity=("low", "the access log tells most of it; this one explains an error inside API Gateway"),
)
def execution_log(stage: Resource, graph: Graph) -> Verdict:
    """The stage logs what went wrong inside API Gateway."""
    if not makes_stage(stage, graph):
        return not_applicable("makes no stage of its own")
    path = "LoggingLevel"
    switched = those(settings_for_all(stage, path), lambda setting: setting.text(path) in ("ERROR", "INFO"))
    if switched:
        return met(f"logs at level {switched[0].text(path)} for all methods", switched[0].at(path))
    own = f"StageDescription.{path}"
    if stage.text(own, default="OFF") in ("ERROR", "INFO"):
        return met(f"logs at level {stage.text(own)} for all methods", stage.at(own))
    return gap("an error inside API Gateway leaves no trace", stage.at(within(stage, "MethodSettings")))
