"""Judges whether somebody is told when a function is throttled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing, supports
from buttress.graph.alarms import watching

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Lambda::Function",
    bears_on=(supports("REL06-BP01"), both("serverless:ops_ops_q1_a1")),
    absence="workload",
    severity=("medium", "throttled calls are often retried, failed ones are lost"),
)
def throttle_alarm(function: Resource, graph: Graph) -> Verdict:
    """Somebody is told when the function is throttled."""
    for alarm in watching(function, graph, frozenset({"Throttles"})):
        return met("an alarm on its throttles tells somebody", alarm.location)
    return missing("nobody is told when it is throttled", function.at())
