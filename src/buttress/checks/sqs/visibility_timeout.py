"""Judges whether messages stay hidden while a function works on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import check, gap, met, not_applicable, supports
from buttress.facts.service_defaults import default_of
from buttress.graph.consumers import functions_that_take

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

ROOM: Final = 6
"""Function timeouts that a message should stay hidden for.

Source: "Configuring a queue to use with Lambda", Lambda Developer Guide.
"""


@check(on="AWS::SQS::Queue", bears_on=(supports("REL05-BP03"), supports("serverless:rel_rel_q2_a1")))
def visibility_timeout(queue: Resource, graph: Graph) -> Verdict:
    """Messages stay hidden while a function works on them, with room for its retries."""
    consumers = functions_that_take(queue, graph)
    if not consumers:
        return not_applicable("no function here takes messages from it")
    functions = [consumer.declared for consumer in consumers]
    longest = max(each.number("Timeout", default=default_of(each.type, "Timeout")) for each in functions)
    hidden = queue.number("VisibilityTimeout", default=default_of(queue.type, "VisibilityTimeout"))
    place = queue.at("VisibilityTimeout")
    if hidden < longest:
        reason = f"hidden for {hidden:g} s, while the function may work {longest:g} s: Lambda refuses that"
        return gap(reason, place)
    if hidden < ROOM * longest:
        reason = f"hidden for {hidden:g} s, less than {ROOM} times the function's {longest:g} s"
        return gap(reason, place, "medium")
    return met(f"hidden for {hidden:g} s, the function has {longest:g} s", place)
