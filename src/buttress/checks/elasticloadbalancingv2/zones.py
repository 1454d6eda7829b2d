"""Judges whether a load balancer stands in more than one zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, supports
from buttress.graph.load_balancers import kind_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::ElasticLoadBalancingV2::LoadBalancer",
    bears_on=(both("REL10-BP01"), both("REL02-BP01"), supports("PERF04-BP04")),
)
def zones(balancer: Resource, _: Graph) -> Verdict:
    """The load balancer keeps answering when a zone is gone."""
    path = "Subnets" if balancer.present("Subnets") else "SubnetMappings"
    if kind_of(balancer) == "application" and balancer.present(path):
        return met("AWS makes an application load balancer in two zones or more only", balancer.at(path), "medium")
    count = len(list(balancer.each(path)))
    if count > 1:
        return met(f"stands in {count} zones: AWS takes one subnet of each", balancer.at(path))
    return gap("stands in one zone", balancer.at(path))
