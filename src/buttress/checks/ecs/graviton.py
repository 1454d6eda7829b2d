"""Judges whether a task runs on Graviton."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::ECS::TaskDefinition",
    bears_on=(both("SUS05-BP02"),),
    severity=("low", "a fifth of the price of compute, where libraries allow it"),
)
def graviton(task: Resource, _graph: Graph) -> Verdict:
    """A task runs on Graviton, which does the same work with less energy and money."""
    path = "RuntimePlatform.CpuArchitecture"
    if task.get(path) == "ARM64":
        return met("it runs on Graviton", task.at(path))
    if task.has("RequiresCompatibilities", "FARGATE"):
        return gap("it runs on x86", task.at(path))
    return not_applicable("the instances of its cluster decide")
