"""Judges whether events that a function could not process are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing, not_applicable, supports
from buttress.graph.functions import asynchronous_callers

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Lambda::Function",
    bears_on=(both("REL05-BP03"), supports("REL04-BP02"), both("serverless:rel_rel_q2_a1")),
    absence="workload",
)
def failure_destination(function: Resource, graph: Graph) -> Verdict:
    """Events that the function could not process are kept."""
    callers = asynchronous_callers(function, graph)
    if not callers:
        return not_applicable("nothing invokes it asynchronously")
    for kept in graph.out(function, "dead-letters-to"):
        return met("events that failed are kept", kept.location)
    return missing("after three attempts an event is dropped, and nobody is told", function.at())
