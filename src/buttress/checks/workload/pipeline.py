"""Judges whether changes go out by a pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing, supports
from buttress.graph.signs import signs

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph


@check(
    on="workload",
    bears_on=(
        both("OPS05-BP04"),
        supports("OPS05-BP10"),
        both("REL08-BP05"),
        supports("serverless:ops_ops_q2_a4"),
    ),
    absence="account",
)
def pipeline(graph: Graph) -> Verdict:
    """Changes are built and go out by a pipeline."""
    for sign in signs(graph, "pipeline"):
        return met(f"{sign.tool} builds or deploys it", sign.location)
    for found in graph.of_type("AWS::CodePipeline::Pipeline"):
        return met(f"{found.logical_id} builds or deploys", found.location)
    return missing("no pipeline is among the files")
