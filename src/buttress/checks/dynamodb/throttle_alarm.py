"""Judges whether somebody is told when a table fails or refuses requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met, missing
from buttress.graph.alarm_metrics import has_dimension
from buttress.graph.alarms import watching
from buttress.graph.selection import those

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

BY_OPERATION: Final = frozenset({"SystemErrors", "ThrottledRequests"})
"""Metrics that DynamoDB gives for each operation of a table, and for none as a whole. Source: the same page."""


@check(
    on=("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"),
    bears_on=(both("REL06-BP01"), both("REL11-BP01"), both("serverless:ops_ops_q1_a1")),
    absence="workload",
    severity=("low", "most tables grow with their demand, and an SDK tries a refused request again"),
)
def throttle_alarm(table: Resource, graph: Graph) -> Verdict:
    """Somebody is told when a table fails or refuses requests."""
    alarms = watching(table, graph, METRICS)
    for alarm in those(alarms, lambda each: each.detail not in BY_OPERATION or has_dimension(each, "Operation")):
        return met(f"an alarm on {alarm.detail} tells somebody", alarm.location)
    for alarm in alarms:
        reason = f"{alarm.detail} is counted for each operation, and the alarm, which names none, has no data"
        return gap(reason, alarm.location)
    return missing("nobody is told when the table fails or refuses requests", table.at())
