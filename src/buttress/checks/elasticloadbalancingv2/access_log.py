"""Judges whether a load balancer logs who asked for what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing, not_applicable
from buttress.graph.deliveries import deliveries_of
from buttress.graph.load_balancers import attributes_named, kind_of, listeners_of
from buttress.graph.selection import those
from buttress.graph.values import some

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::ElasticLoadBalancingV2::LoadBalancer", bears_on=(both("SEC04-BP01"),), absence="workload")
def access_log(balancer: Resource, graph: Graph) -> Verdict:
    """The load balancer logs every request: who asked, for what, and how it went."""
    logs = those(attributes_named(balancer, "access_logs.s3.enabled"), lambda attribute: attribute.flag("Value"))
    if logs:
        return met("writes an access log", logs[0].at("Value"))
    deliveries = deliveries_of(balancer, graph)
    if deliveries:
        return met("writes an access log", deliveries[0].at("ResourceArn"))
    kind = kind_of(balancer)
    if kind == "gateway":
        return not_applicable("a gateway load balancer writes no access log")
    if kind == "network" and not _ends_tls(balancer, graph):
        return not_applicable("a network load balancer logs TLS connections only, and has no TLS listener")
    return missing("writes no access log", balancer.at("LoadBalancerAttributes"))


def _ends_tls(balancer: Resource, graph: Graph) -> bool:
    """Say whether a listener of the load balancer decrypts connections."""
    return some(listeners_of(balancer, graph), lambda listener: listener.get("Protocol") == "TLS")
