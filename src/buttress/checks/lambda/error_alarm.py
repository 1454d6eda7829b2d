"""Judges whether somebody is told when a function fails."""

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
    bears_on=(
        both("REL06-BP01"),
        both("REL11-BP01"),
        supports("REL06-BP03"),
        supports("OPS08-BP04"),
        both("serverless:ops_ops_q1_a1"),
    ),
    absence="workload",
)
def error_alarm(function: Resource, graph: Graph) -> Verdict:
    """Somebody is told when the function fails."""
    for alarm in watching(function, graph, frozenset({"Errors"})):
        return met("an alarm on its errors tells somebody", alarm.location)
    return missing("nobody is told when it fails", function.at())
