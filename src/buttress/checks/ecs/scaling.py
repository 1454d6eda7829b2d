"""Judges whether the number of tasks follows the load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing, not_applicable
from buttress.graph.scaling import scalers_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::ECS::Service",
    bears_on=(both("PERF02-BP05"), both("REL07-BP01"), both("REL07-BP03"), both("SUS02-BP01"), both("COST09-BP03")),
    absence="workload",
)
def scaling(service: Resource, graph: Graph) -> Verdict:
    """The number of tasks follows the load."""
    if service.get("SchedulingStrategy") == "DAEMON":
        return not_applicable("it runs one task on each instance")
    for relation in scalers_of(service, graph):
        return met("the number of tasks changes with the load or the time", relation.location)
    return missing("nothing changes the number of tasks when the load does", service.at())
