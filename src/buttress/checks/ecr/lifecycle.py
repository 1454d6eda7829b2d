"""Judges whether images that nobody runs any more expire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::ECR::Repository",
    bears_on=(both("COST04-BP05"), both("SUS04-BP03")),
    severity=("low", "the bill grows slowly"),
)
def lifecycle(repository: Resource, _graph: Graph) -> Verdict:
    """Images that nobody runs any more expire by themselves."""
    path = "LifecyclePolicy"
    if repository.present(path):
        return met("a rule lets images expire", repository.at(path))
    return gap("every image that was ever built is kept, and paid for", repository.at(path))
