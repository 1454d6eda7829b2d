"""Judges whether a message has enough tries before it is set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import check, gap, met, not_applicable, sets, supports
from buttress.graph.consumers import functions_that_take

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

ENOUGH: Final = 5
"""Tries that Lambda asks for.

Source: "Creating and configuring an Amazon SQS event source mapping", Lambda Developer Guide.
"""


@check(
    on="AWS::SQS::Queue",
    bears_on=(supports("REL05-BP03"), supports("serverless:rel_rel_q2_a1")),
    severity=("medium", "the message is kept in the dead-letter queue; it is only there too early"),
    fix=sets({"RedrivePolicy.maxReceiveCount": 5}),
)
def receive_count(queue: Resource, graph: Graph) -> Verdict:
    """A message has several tries before it is set aside."""
    if not queue.present("RedrivePolicy.deadLetterTargetArn"):
        return not_applicable("it sets no messages aside")
    tries, place = queue.number("RedrivePolicy.maxReceiveCount"), queue.at("RedrivePolicy.maxReceiveCount")
    if tries <= 1:
        return gap("a message is set aside at its first stumble", place)
    if tries < ENOUGH and functions_that_take(queue, graph):
        reason = f"{tries:g} tries are soon used up while the function is throttled"
        return gap(reason, place, "medium")
    return met(f"a message has {tries:g} tries", place)
