"""Judges whether a function waits for another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, refutes
from buttress.graph.functions import functions_called

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Lambda::Function",
    bears_on=(
        refutes("SUS03-BP01"),
        refutes("serverless:cost_cost_q1_a4"),
        refutes("serverless:rel_rel_q2_a2"),
    ),
    severity=("medium", "a grant does not tell whether the caller waits"),
)
def synchronous_call(function: Resource, graph: Graph) -> Verdict:
    """A function does not wait for another function."""
    for called, place in functions_called(function, graph):
        return gap(f"its role lets it call {called.logical_id}; both are paid for while it waits", place, "low")
    return met("its role names no other function here", function.at("Role"), "medium")
