"""Judges whether a usage plan limits what one client may ask for over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, supports

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::ApiGateway::UsagePlan",
    bears_on=(supports("serverless:rel_rel_q1_a2"),),
    severity=("low", "a quota is of use where clients are told apart by what they agreed to"),
)
def usage_plan_quota(plan: Resource, _: Graph) -> Verdict:
    """The usage plan gives each client a quota for a day, a week or a month."""
    if plan.present("Quota.Limit"):
        return met("limits each key over a period", plan.at("Quota.Limit"))
    return gap("nothing limits what a client uses over a day, a week or a month", plan.at("Quota"))
