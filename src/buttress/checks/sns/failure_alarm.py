"""Judges whether somebody is told when a topic cannot deliver."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, met, missing, not_applicable
from buttress.graph.alarms import watching
from buttress.graph.subscriptions import alarms_on_subscriptions

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

METRICS: Final = frozenset({"NumberOfNotificationsFailed", "NumberOfNotificationsRedrivenToDlq", "SMSSuccessRate"})
"""Source: "Monitoring Amazon SNS topics using CloudWatch", SNS Developer Guide."""


@check(
    on="AWS::SNS::Topic",
    bears_on=(both("REL06-BP01"), both("REL11-BP01"), both("serverless:ops_ops_q1_a1")),
    absence="workload",
    severity=("medium", "what cannot be delivered is rarer than what cannot be processed"),
)
def failure_alarm(topic: Resource, graph: Graph) -> Verdict:
    """Somebody is told when a topic cannot deliver."""
    for alarm in watching(topic, graph, METRICS):
        return met(f"an alarm on {alarm.detail} tells somebody", alarm.location)
    for alarm in alarms_on_subscriptions(topic, graph):
        return met("what cannot be delivered is kept, and an alarm tells of it", alarm.location)
    if graph.into(topic, "notifies"):
        return not_applicable("alarms speak by way of it, and one about it would go the same way")
    return missing("nobody is told when it cannot deliver", topic.at())
