"""Judges whether somebody is told when an execution fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met, missing
from buttress.graph.alarms import watching
from buttress.graph.failure_events import rules_on_failures

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

FAILED: Final = frozenset({"ExecutionsFailed"})
STOPPED: Final = frozenset({"ExecutionsTimedOut", "ExecutionsAborted"})
"""Source: "Monitoring Step Functions metrics using Amazon CloudWatch", Step Functions Developer Guide."""


@check(
    on="AWS::StepFunctions::StateMachine",
    bears_on=(both("REL06-BP01"), both("REL11-BP01"), both("serverless:ops_ops_q1_a1")),
    absence="workload",
)
def failure_alarm(machine: Resource, graph: Graph) -> Verdict:
    """Somebody is told when an execution fails."""
    for alarm in watching(machine, graph, FAILED):
        return met("an alarm tells of failed executions", alarm.location)
    for rule in rules_on_failures(machine, graph):
        return met("a rule hands on each failed execution", rule.at("EventPattern"), "medium")
    for alarm in watching(machine, graph, STOPPED):
        return gap(f"the alarm on {alarm.detail} stays silent when an execution fails", alarm.location)
    return missing("nobody is told when an execution fails", machine.at())
