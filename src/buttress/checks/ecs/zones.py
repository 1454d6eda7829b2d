"""Judges whether the tasks of a service stand in more than one zone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.scaling import fewest_tasks
from buttress.graph.zones import spreads

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

SEVERAL: Final = 2
SUBNETS: Final = "NetworkConfiguration.AwsvpcConfiguration.Subnets"


@check(on="AWS::ECS::Service", bears_on=(both("REL10-BP01"),))
def zones(service: Resource, graph: Graph) -> Verdict:
    """The tasks of a service stand in more than one zone."""
    if service.get("SchedulingStrategy") == "DAEMON":
        return not_applicable("it runs one task on each instance")
    tasks = fewest_tasks(service, graph)
    if tasks < SEVERAL:
        return gap(f"runs {tasks:g} task: it is gone with its zone", service.at("DesiredCount"))
    if not service.present(SUBNETS):
        return not_applicable("its tasks stand where the instances of its cluster do")
    if spreads(subnet.get() for subnet in service.each(SUBNETS)):
        return met(f"runs {tasks:g} tasks in subnets of several zones", service.at(SUBNETS))
    return gap("its subnets lie in one zone", service.at(SUBNETS))
