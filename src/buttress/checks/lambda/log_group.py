"""Judges whether what a function logs is kept for a chosen time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, missing
from buttress.graph.functions import log_groups_of, log_retentions_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Lambda::Function",
    bears_on=(both("COST04-BP05"), both("SUS04-BP03"), both("serverless:cost_cost_q1_a2")),
    absence="workload",
)
def log_group(function: Resource, graph: Graph) -> Verdict:
    """What a function logs is kept for a time that somebody chose."""
    for group in log_groups_of(function, graph):
        if group.present("RetentionInDays"):
            return met(f"{group.logical_id} keeps it for a chosen time", group.at("RetentionInDays"))
        return gap(f"{group.logical_id} keeps everything forever", group.at())
    for retention in log_retentions_of(function, graph):
        return met("a custom resource sets how long it is kept", retention.at("RetentionInDays"))
    return missing("Lambda makes its log group, which keeps everything forever", function.at())
