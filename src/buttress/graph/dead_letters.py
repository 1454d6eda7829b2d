"""Where what failed is set aside, seen from the queue that it is set aside in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.resource import Resource

if TYPE_CHECKING:
    from buttress.graph.graph import Graph


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
    return tuple(sender for sender in senders_to(queue, graph) if sender.type == queue.type)


__all__ = ["queues_behind", "senders_to"]
