"""Judges whether identities have managed policies of AWS that reach further than one workload."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.managed_policies import far_reaching

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on=("AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group"),
    bears_on=(both("SEC03-BP02"), both("serverless:sec_sec_q2_a3")),
)
def administrator(owner: Resource, _graph: Graph) -> Verdict:
    """No managed policy of AWS hands out more than one part of a workload needs."""
    found = far_reaching(owner)
    if found:
        policy, item = found[0]
        return gap(f"{policy.name} {policy.why}", item.at())
    if not owner.get("ManagedPolicyArns"):
        return not_applicable("it lists no managed policies")
    return met("none of its managed policies is known to reach that far", owner.at("ManagedPolicyArns"))
