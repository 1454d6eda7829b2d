"""Where what failed is set aside, and who is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.alarms import watching
from buttress.graph.resource import Resource
from buttress.graph.values import NotKnown

if TYPE_CHECKING:
    from buttress.graph.graph import Graph
    from buttress.graph.relation import Relation

WAITING: Final = frozenset({"ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage"})
SENT: Final = frozenset({"NumberOfMessagesSent"})
"""Counts what is sent, but not what SQS itself moves.

Source: "Available CloudWatch metrics for Amazon SQS", SQS Developer Guide.
"""


def senders_to(queue: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give what sets failures aside in a queue (queues, rules, subscriptions, functions, mappings), in order of ids."""
    sources = {
        relation.source.id: relation.source
        for relation in graph.into(queue, "dead-letters-to")
        if isinstance(relation.source, Resource)
    }
    return tuple(sources[name] for name in sorted(sources))


def queues_behind(queue: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the queues whose failing messages are set aside in a queue."""
    queues = tuple(sender for sender in senders_to(queue, graph) if sender.type == queue.type)
    if not queues:
        graph.refuse_if_proposed()
    return queues


def alarms_on_kept(sender: Resource, graph: Graph) -> tuple[Relation, ...]:
    """Give the alarms that tell when something was set aside; none where one of the sender's queues has none.

    Raises `NotKnown` where a queue is declared elsewhere.
    """
    found: list[Relation] = []
    for kept in graph.out(sender, "dead-letters-to"):
        if not isinstance(kept.target, Resource):
            raise NotKnown("the queue that keeps what failed is declared elsewhere", kept.location)
        alarms = watching(kept.target, graph, WAITING | SENT)
        if not alarms:
            return ()
        found.extend(alarms)
    return tuple(found)


__all__ = ["SENT", "WAITING", "alarms_on_kept", "queues_behind", "senders_to"]
