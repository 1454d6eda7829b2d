"""Judges whether a function runs on the cheaper processor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable, supports
from buttress.graph.edges import runs_at_edge

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Lambda::Function",
    bears_on=(both("SUS05-BP02"), supports("COST06-BP02"), supports("serverless:cost_cost_q1_a3")),
    severity=("low", "a fifth of the price of compute, where libraries allow it"),
)
def architecture(function: Resource, graph: Graph) -> Verdict:
    """A function runs on Graviton, which does the same work with less energy and money."""
    if runs_at_edge(function, graph):
        return not_applicable("CloudFront runs it at the edge, on x86 only")
    if function.has("Architectures", "arm64"):
        return met("it runs on Graviton", function.at("Architectures"))
    return gap("it runs on x86", function.at("Architectures"))
