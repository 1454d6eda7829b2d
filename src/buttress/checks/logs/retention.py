"""Judges whether log events expire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Logs::LogGroup",
    bears_on=(both("COST04-BP05"), both("SUS04-BP03"), both("serverless:cost_cost_q1_a2")),
    severity=("low", "the bill grows slowly, and nobody waits for it"),
)
def retention(group: Resource, _graph: Graph) -> Verdict:
    """Log events expire after a time that somebody chose.

    Source: `CreateLogGroup` of the CloudWatch Logs API Reference: the delivery class keeps events for one day.
    """
    if group.present("RetentionInDays"):
        return met("log events expire after the time declared here", group.at("RetentionInDays"))
    if group.get("LogGroupClass") == "DELIVERY":
        return not_applicable("a log group of the delivery class keeps events for a day")
    return gap("log events are kept, and paid for, for ever", group.at())
