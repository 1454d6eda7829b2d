"""Judges whether a cache stands before a load balancer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing, not_applicable
from buttress.graph.distributions import fronting
from buttress.graph.load_balancers import faces_internet, kind_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::ElasticLoadBalancingV2::LoadBalancer",
    bears_on=(both("COST08-BP03"),),
    absence="account",
    severity=("low", "where every answer is another, a cache saves little"),
)
def delivery(balancer: Resource, graph: Graph) -> Verdict:
    """What leaves by a load balancer comes from a cache near whoever asks."""
    if kind_of(balancer) != "application":
        return not_applicable("a cache stands before HTTP, which an application load balancer speaks")
    if not faces_internet(balancer):
        return not_applicable("can be reached from inside the network only")
    for distribution in fronting(balancer, graph):
        return met(f"{distribution.logical_id} keeps copies of its answers", distribution.at())
    return missing("no distribution stands before it", balancer.at())
