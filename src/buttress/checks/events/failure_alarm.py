"""Judges whether somebody is told when a rule cannot reach its target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, met, missing, not_applicable
from buttress.graph.alarms import watching
from buttress.graph.dead_letters import alarms_on_kept
from buttress.graph.values import every

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

METRICS: Final = frozenset({"FailedInvocations", "InvocationsSentToDlq"})
"""Source: "Monitoring Amazon EventBridge", EventBridge User Guide."""


@check(
    on="AWS::Events::Rule",
    bears_on=(both("REL06-BP01"), both("REL11-BP01"), both("serverless:ops_ops_q1_a1")),
    absence="workload",
    severity=("medium", "what cannot be delivered is rarer than what cannot be processed"),
)
def failure_alarm(rule: Resource, graph: Graph) -> Verdict:
    """Somebody is told when a rule cannot reach its target."""
    if rule.get("State") == "DISABLED":
        return not_applicable("it is switched off")
    targets = tuple(rule.each("Targets"))
    if not targets:
        return not_applicable("it has no targets")
    for alarm in watching(rule, graph, METRICS):
        return met(f"an alarm on {alarm.detail} tells somebody", alarm.location)
    if every(targets, lambda target: target.present("DeadLetterConfig.Arn")):
        for alarm in alarms_on_kept(rule, graph):
            return met("what cannot be delivered is kept, and an alarm tells of it", alarm.location)
    return missing("nobody is told when it cannot reach its target", rule.at())
