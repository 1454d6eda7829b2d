"""Judges whether a run that cannot be delivered to its target is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Scheduler::Schedule",
    bears_on=(both("REL05-BP03"), both("serverless:rel_rel_q2_a1")),
    severity=("medium", "what cannot be delivered is rarer than what cannot be processed"),
)
def delivery_failure(schedule: Resource, _graph: Graph) -> Verdict:
    """A scheduled run that cannot be delivered is kept in a queue."""
    path = "Target.DeadLetterConfig.Arn"
    if schedule.present(path):
        return met("runs that cannot be delivered are kept", schedule.at(path))
    return gap("a run that the target cannot take is dropped after its tries", schedule.at("Target"))
