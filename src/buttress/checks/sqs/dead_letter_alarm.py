"""Judges whether somebody is told when a message is set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, missing, not_applicable
from buttress.graph.alarms import watching
from buttress.graph.dead_letters import SENT, WAITING, queues_behind, senders_to

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::SQS::Queue",
    bears_on=(both("REL06-BP01"), both("REL11-BP01"), both("serverless:ops_ops_q1_a1")),
    absence="workload",
)
def dead_letter_alarm(queue: Resource, graph: Graph) -> Verdict:
    """Somebody is told when a message is set aside."""
    if not senders_to(queue, graph):
        return not_applicable("it is no dead-letter queue")
    for alarm in watching(queue, graph, WAITING):
        return met("an alarm tells of messages that were set aside", alarm.location)
    for alarm in watching(queue, graph, SENT):
        if queues_behind(queue, graph):
            return gap("NumberOfMessagesSent stays at zero when SQS moves a message here", alarm.location)
        return met("an alarm tells of messages that were set aside", alarm.location)
    return missing("nobody is told that a message was set aside", queue.at())
