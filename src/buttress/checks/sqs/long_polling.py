"""Judges whether those who ask a queue for messages wait for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, not_applicable, sets, supports
from buttress.facts.service_defaults import default_of
from buttress.graph.consumers import pollers

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::SQS::Queue",
    bears_on=(supports("COST09-BP02"), supports("SUS02-BP06")),
    severity=("low", "empty answers cost little, and a consumer may ask for long polling itself"),
    fix=sets({"ReceiveMessageWaitTimeSeconds": 20}, unsafe="a consumer that asks several queues in turn waits at each"),
)
def long_polling(queue: Resource, graph: Graph) -> Verdict:
    """Who asks a queue for messages waits for one, and is not answered with nothing."""
    if graph.into(queue, "dead-letters-to"):
        return not_applicable("nobody polls a dead-letter queue all day")
    if pollers(queue, graph):
        return not_applicable("AWS polls it for a function or pipe, and waits by itself")
    path = "ReceiveMessageWaitTimeSeconds"
    wait = queue.number(path, default=default_of(queue.type, path))
    if wait > 0:
        return met(f"a request for messages waits up to {wait:g} s", queue.at(path))
    return gap("a request for messages is answered at once, even with nothing", queue.at(path), "low")
