"""Judges whether a dead-letter queue keeps messages longer than the queue they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import check, gap, met, not_applicable, sets, supports
from buttress.facts.service_defaults import default_of
from buttress.graph.dead_letters import queues_behind

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

DAY: Final = 86_400


@check(
    on="AWS::SQS::Queue",
    bears_on=(supports("REL05-BP03"), supports("serverless:rel_rel_q2_a1")),
    severity=("medium", "it matters only to messages that waited long before they were set aside"),
    fix=sets({"MessageRetentionPeriod": 1209600}),
)
def dead_letter_retention(queue: Resource, graph: Graph) -> Verdict:
    """A dead-letter queue keeps messages longer than the queue they come from.

    Source: "Setting-up dead-letter queue retention in Amazon SQS", SQS Developer Guide: the age of a message counts
    from when it was first sent, in FIFO queues from when it was set aside.
    """
    sources = queues_behind(queue, graph)
    if not sources:
        return not_applicable("no queue here sets messages aside in it")
    if queue.flag("FifoQueue", default=False):
        return not_applicable("a FIFO queue counts the age of a message from when it was set aside")
    kept = _seconds(queue)
    longest = max(_seconds(source) for source in sources)
    place = queue.at("MessageRetentionPeriod")
    if kept > longest:
        return met(f"keeps a message for {kept / DAY:g} days, the queue before it {longest / DAY:g}", place)
    if kept == longest:
        reason = f"keeps a message for {kept / DAY:g} days like the queue before it, and its age counts from there"
        return gap(reason, place, "medium")
    return gap(f"keeps a message for {kept / DAY:g} days, the queue before it for {longest / DAY:g}", place)


def _seconds(queue: Resource) -> float:
    return queue.number("MessageRetentionPeriod", default=default_of(queue.type, "MessageRetentionPeriod"))
