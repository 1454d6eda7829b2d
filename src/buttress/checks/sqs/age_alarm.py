"""Judges whether somebody is told when messages wait too long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, met, missing, not_applicable
from buttress.graph.alarms import watching

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

AGE: Final = frozenset({"ApproximateAgeOfOldestMessage"})
BACKLOG: Final = frozenset({"ApproximateNumberOfMessagesVisible"})


@check(
    on="AWS::SQS::Queue",
    bears_on=(both("REL06-BP01"), both("REL11-BP01"), both("serverless:ops_ops_q1_a1")),
    absence="workload",
)
def age_alarm(queue: Resource, graph: Graph) -> Verdict:
    """Somebody is told when messages wait too long."""
    if graph.into(queue, "dead-letters-to"):
        return not_applicable("it is a dead-letter queue: what counts there is the first message")
    for alarm in watching(queue, graph, AGE):
        return met("an alarm tells when the oldest message is too old", alarm.location)
    for alarm in watching(queue, graph, BACKLOG):
        return met("an alarm tells when too many messages wait", alarm.location, "medium")
    return missing("nobody is told when messages wait", queue.at())
