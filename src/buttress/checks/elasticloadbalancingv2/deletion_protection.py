"""Judges whether a load balancer can be deleted by accident."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, sets, supports
from buttress.graph.load_balancers import attributes_named
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::ElasticLoadBalancingV2::LoadBalancer",
    bears_on=(supports("OPS06-BP01"),),
    severity=("low", "a load balancer holds no data; but its name, which others may have written down, goes with it"),
    fix=sets({"LoadBalancerAttributes[Key=deletion_protection.enabled].Value": "true"}),
)
def deletion_protection(balancer: Resource, _: Graph) -> Verdict:
    """The load balancer cannot be deleted by accident."""
    found = attributes_named(balancer, "deletion_protection.enabled")
    protecting = those(found, lambda attribute: attribute.flag("Value"))
    if protecting:
        return met("deletion takes a second step", protecting[0].at("Value"))
    place = found[0].at("Value") if found else balancer.at("LoadBalancerAttributes")
    return gap("can be deleted in one step", place)
