"""Judges whether the capacity of a function follows its load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, not_applicable
from buttress.graph.by_design import by_design_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Lambda::Function",
    bears_on=(
        both("REL07-BP01"),
        both("REL07-BP03"),
        both("PERF02-BP05"),
    ),
    severity=("low", "a function can only fail it where somebody switched it off"),
)
def scaling(function: Resource, _graph: Graph) -> Verdict:
    """The capacity of a function follows its load."""
    path = "ReservedConcurrentExecutions"
    if function.present(path) and function.number(path) == 0:
        return not_applicable("it is switched off")
    return met(f"Lambda {by_design_of(function, 'scaling')}", function.at(), "medium")
