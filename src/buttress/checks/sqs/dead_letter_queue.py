"""Judges whether a queue sets aside the messages that keep failing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::SQS::Queue", bears_on=(both("REL05-BP03"), both("serverless:rel_rel_q2_a1")))
def dead_letter_queue(queue: Resource, graph: Graph) -> Verdict:
    """Messages that keep failing are set aside in a dead-letter queue."""
    if queue.present("RedrivePolicy.deadLetterTargetArn"):
        return met("sets failing messages aside", queue.at("RedrivePolicy.deadLetterTargetArn"))
    if graph.into(queue, "dead-letters-to"):
        return not_applicable("it is a dead-letter queue itself")
    if queue.flag("FifoQueue", default=False):
        return gap("a failing message holds up its group until it expires", queue.at(), "medium")
    return gap("failing messages are retried until they expire", queue.at())
