"""Judges whether a broken environment of a function is replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met
from buttress.graph.by_design import by_design_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Lambda::Function",
    bears_on=(both("REL11-BP03"),),
)
def healing(function: Resource, _graph: Graph) -> Verdict:
    """An environment of a function that breaks is replaced by itself."""
    return met(f"Lambda {by_design_of(function, 'healing')}", function.at(), "medium")
