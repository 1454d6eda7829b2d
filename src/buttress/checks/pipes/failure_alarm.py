"""Judges whether somebody is told when a pipe fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, met, missing, not_applicable
from buttress.graph.alarms import watching
from buttress.graph.dead_letters import alarms_on_kept

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

METRICS: Final = frozenset({"ExecutionFailed", "ExecutionTimeout", "TargetStageFailed"})
"""Source: "Monitoring Amazon EventBridge Pipes", EventBridge User Guide."""


@check(
    on="AWS::Pipes::Pipe",
    bears_on=(both("REL06-BP01"), both("REL11-BP01"), both("serverless:ops_ops_q1_a1")),
    absence="workload",
    severity=("medium", "what a pipe cannot hand on stays in its source for a while"),
)
def failure_alarm(pipe: Resource, graph: Graph) -> Verdict:
    """Somebody is told when a pipe fails."""
    if pipe.get("DesiredState") == "STOPPED":
        return not_applicable("it is switched off")
    for alarm in watching(pipe, graph, METRICS):
        return met(f"an alarm on {alarm.detail} tells somebody", alarm.location)
    for alarm in alarms_on_kept(pipe, graph):
        return met("what it cannot hand on is kept, and an alarm tells of it", alarm.location)
    return missing("nobody is told when it fails", pipe.at())
