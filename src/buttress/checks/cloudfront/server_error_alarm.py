"""Judges whether somebody is told when a distribution answers with server errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, met, missing
from buttress.graph.alarms import watching

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

METRICS: Final = frozenset({"5xxErrorRate", "TotalErrorRate"})
"""Source: "Types of metrics for CloudFront", CloudFront Developer Guide."""


@check(
    on="AWS::CloudFront::Distribution",
    bears_on=(both("REL06-BP01"), both("REL11-BP01")),
    absence="workload",
    severity=("medium", "what stands behind it is watched by itself, as a rule"),
)
def server_error_alarm(distribution: Resource, graph: Graph) -> Verdict:
    """Somebody is told when viewers of the distribution get server errors."""
    for alarm in watching(distribution, graph, METRICS):
        return met(f"an alarm looks at {alarm.detail}", alarm.location)
    return missing("no alarm looks at 5xxErrorRate", distribution.at())
