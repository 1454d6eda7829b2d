"""Judges whether messages that cannot be delivered to a subscriber are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

PEOPLE: Final = ("email", "email-json", "sms", "application")
"""Protocols that reach people, who look elsewhere when nothing comes."""


@check(
    on=("AWS::SNS::Subscription", "AWS::SNS::Topic"),
    bears_on=(both("REL05-BP03"), both("serverless:rel_rel_q2_a1")),
    severity=("medium", "what cannot be delivered is rarer than what cannot be processed"),
)
def delivery_failure(resource: Resource, _graph: Graph) -> Verdict:
    """Messages that cannot be delivered to a subscriber are kept in a queue."""
    if resource.type == "AWS::SNS::Topic":
        return _within(resource)
    if resource.present("RedrivePolicy.deadLetterTargetArn"):
        return met("undeliverable messages are kept", resource.at("RedrivePolicy.deadLetterTargetArn"))
    if resource.text("Protocol") in PEOPLE:
        return not_applicable("it tells people")
    return gap("a message that cannot be delivered is dropped", resource.at())


def _within(topic: Resource) -> Verdict:
    """Judge the subscriptions that are declared in a topic, which have no place for a redrive policy."""
    if not topic.present("Subscription"):
        return not_applicable("its subscriptions are declared on their own")
    for subscription in those(topic.each("Subscription"), lambda each: each.text("Protocol") not in PEOPLE):
        return gap("a subscription inside a topic cannot keep what cannot be delivered", subscription.at())
    return not_applicable("its subscriptions tell people")
