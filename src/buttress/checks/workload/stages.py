"""Judges whether stages are built from one template and apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing
from buttress.graph.signs import signs
from buttress.graph.stage_parameters import stage_parameters

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph


@check(
    on="workload",
    bears_on=(both("serverless:ops_ops_q2_a1"),),
    absence="account",
)
def stages(graph: Graph) -> Verdict:
    """Each stage is built from the same template and apart from the others."""
    deployed = tuple(signs(graph, "stage"))
    for stage in deployed[1:]:
        return met(f"{deployed[0].tool} and {stage.tool} are deployments of their own from one source", stage.location)
    for parameter in stage_parameters(graph):
        values = ", ".join(parameter.allowed)
        return met(f"{parameter.name} makes the same files the stages {values}", parameter.location, "medium")
    return missing("no sign of a second stage is among the files")
