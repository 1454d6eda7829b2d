"""Judges whether what containers write is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable, supports
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::ECS::TaskDefinition", bears_on=(both("SEC04-BP01"), supports("OPS08-BP02")))
def log(definition: Resource, _graph: Graph) -> Verdict:
    """What containers write is kept in a log."""
    containers = [each for each in definition.each("ContainerDefinitions") if not each.present("FirelensConfiguration")]
    if not containers:
        return not_applicable("it has no container of its own")
    for container in those(containers, lambda each: each.text("LogConfiguration.LogDriver", default="none") == "none"):
        name = container.text("Name", default="a container")
        return gap(f"what {name} writes is gone with its task", container.at("LogConfiguration.LogDriver"))
    return met("all its containers write to a log", containers[0].at("LogConfiguration.LogDriver"))
