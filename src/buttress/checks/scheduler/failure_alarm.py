"""Judges whether somebody is told when a schedule cannot reach its target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, met, missing, not_applicable
from buttress.graph.dead_letters import alarms_on_kept
from buttress.graph.schedule_groups import alarms_on_group

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

METRICS: Final = frozenset({"InvocationDroppedCount", "InvocationsSentToDeadLetterCount", "TargetErrorCount"})
"""Source: "Monitoring Amazon EventBridge Scheduler with Amazon CloudWatch", EventBridge Scheduler User Guide."""


@check(
    on="AWS::Scheduler::Schedule",
    bears_on=(both("REL06-BP01"), both("REL11-BP01"), both("serverless:ops_ops_q1_a1")),
    absence="workload",
    severity=("medium", "what cannot be delivered is rarer than what cannot be processed"),
)
def failure_alarm(schedule: Resource, graph: Graph) -> Verdict:
    """Somebody is told when a schedule cannot reach its target."""
    if schedule.get("State") == "DISABLED":
        return not_applicable("it is switched off")
    for place in alarms_on_group(schedule, graph, METRICS):
        return met("an alarm on its group tells somebody", place)
    for alarm in alarms_on_kept(schedule, graph):
        return met("a run that cannot be delivered is kept, and an alarm tells of it", alarm.location)
    return missing("nobody is told when it cannot reach its target", schedule.at())
