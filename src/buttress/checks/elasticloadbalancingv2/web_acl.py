"""Judges whether a web application firewall looks at the requests to a load balancer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing, not_applicable
from buttress.graph.firewalls import associations_of
from buttress.graph.load_balancers import faces_internet, kind_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::ElasticLoadBalancingV2::LoadBalancer", bears_on=(both("SEC05-BP03"),), absence="workload")
def web_acl(balancer: Resource, graph: Graph) -> Verdict:
    """A web application firewall looks at requests from the internet before the load balancer hands them on."""
    if kind_of(balancer) != "application":
        return not_applicable("a web ACL can only stand before an application load balancer")
    associations = associations_of(balancer, graph)
    if associations:
        return met("a web ACL looks at its requests", associations[0].at("ResourceArn"))
    if not faces_internet(balancer):
        return not_applicable("can be reached from inside the network only")
    return missing("no web ACL looks at its requests", balancer.at())
