"""Judges whether somebody is told when a table fails or refuses requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, met, missing
from buttress.graph.alarms import watching

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

METRICS: Final = frozenset(
    {
        "ReadKeyRangeThroughputThrottleEvents",
        "ReadMaxOnDemandThroughputThrottleEvents",
        "ReadProvisionedThroughputThrottleEvents",
        "ReadThrottleEvents",
        "SystemErrors",
        "ThrottledRequests",
        "WriteKeyRangeThroughputThrottleEvents",
        "WriteMaxOnDemandThroughputThrottleEvents",
        "WriteProvisionedThroughputThrottleEvents",
        "WriteThrottleEvents",
    }
)
"""Source: "DynamoDB metrics and dimensions" of the DynamoDB Developer Guide."""


@check(
    on=("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"),
    bears_on=(both("REL06-BP01"), both("serverless:ops_ops_q1_a1")),
    absence="workload",
    severity=("low", "most tables grow with their demand, and an SDK tries a refused request again"),
)
def throttle_alarm(table: Resource, graph: Graph) -> Verdict:
    """Somebody is told when a table fails or refuses requests."""
    for alarm in watching(table, graph, METRICS):
        return met(f"an alarm on {alarm.detail} tells somebody", alarm.location)
    return missing("nobody is told when the table fails or refuses requests", table.at())
