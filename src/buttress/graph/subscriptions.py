"""The subscriptions of a topic, and what becomes of messages that they cannot take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.dead_letters import alarms_on_kept
from buttress.graph.grouping import having
from buttress.graph.values import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.relation import Relation
    from buttress.graph.resource import Resource

SUBSCRIPTION: Final = "AWS::SNS::Subscription"


def subscriptions_of(topic: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the subscriptions to a topic that are resources of their own; raises `NotKnown` where one more could be."""
    return tuple(having(graph, "subscriptions by topic", (SUBSCRIPTION,), _topic_of, topic.id))


def _topic_of(subscription: Resource) -> Iterator[str]:
    value = subscription.get("TopicArn")
    if isinstance(value, Reference):
        yield value.resource.id
    else:
        subscription.text("TopicArn")


def alarms_on_subscriptions(topic: Resource, graph: Graph) -> tuple[Relation, ...]:
    """Give the alarms that tell of undeliverable messages; none where a subscription keeps none, or has no alarm."""
    if topic.present("Subscription"):
        return ()
    found: list[Relation] = []
    for subscription in subscriptions_of(topic, graph):
        alarms = alarms_on_kept(subscription, graph)
        if not alarms:
            return ()
        found.extend(alarms)
    return tuple(found)


__all__ = ["alarms_on_subscriptions", "subscriptions_of"]
