"""Questions about load balancers and their listeners.

Source: the API reference of Elastic Load Balancing, version 2015-12-01.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.facts.service_defaults import default_of
from buttress.graph.selection import such, those
from buttress.graph.values import NotKnown, Reference, some

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource
    from buttress.graph.view import View

LOAD_BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer"


def kind_of(balancer: Resource) -> str:
    """Give `application`, `network` or `gateway`."""
    return balancer.text("Type", default=default_of(LOAD_BALANCER, "Type"))


def faces_internet(balancer: Resource) -> bool:
    """Say whether the load balancer can be reached from the internet; a gateway load balancer never is."""
    if kind_of(balancer) == "gateway":
        return False
    return balancer.text("Scheme", default=default_of(LOAD_BALANCER, "Scheme")) == "internet-facing"


def attributes_named(balancer: Resource, key: str) -> tuple[View, ...]:
    """Give the attributes of a load balancer that have a key; raises `NotKnown` where one that is not known could."""
    return those(balancer.each("LoadBalancerAttributes"), lambda attribute: attribute.get("Key") == key)


def balancer_of(listener: Resource) -> Resource:
    """Give the load balancer that a listener belongs to; raises `NotKnown` where it is not declared here."""
    value = listener.get("LoadBalancerArn")
    if isinstance(value, Reference) and value.resource.type == LOAD_BALANCER:
        return value.resource
    raise NotKnown("the load balancer is declared elsewhere", listener.at("LoadBalancerArn"))


def listeners_of(balancer: Resource, graph: Graph) -> Iterator[Resource]:
    """Give the listeners of a load balancer; raises `NotKnown` at the end where another one could be its."""
    itself = Reference(balancer, "Ref")
    kind = "AWS::ElasticLoadBalancingV2::Listener"
    return such(graph, lambda listener: listener.get("LoadBalancerArn") == itself, kind)


def rules_of(listener: Resource, graph: Graph) -> Iterator[Resource]:
    """Give the rules of a listener; raises `NotKnown` at the end where another one could be its."""
    itself = Reference(listener, "Ref")
    return such(graph, lambda rule: rule.get("ListenerArn") == itself, "AWS::ElasticLoadBalancingV2::ListenerRule")


def redirects(listener: Resource) -> bool:
    """Say whether what no rule takes is sent to HTTPS."""
    return some(listener.each("DefaultActions"), _redirects)


def hands_on(listener: Resource, graph: Graph) -> bool:
    """Say whether a listener hands some request on instead of redirecting it to HTTPS or answering itself."""
    if some(listener.each("DefaultActions"), _hands_on):
        return True
    return some(rules_of(listener, graph), lambda rule: some(rule.each("Actions"), _hands_on))


def _redirects(action: View) -> bool:
    return bool(action.get("Type") == "redirect" and action.get("RedirectConfig.Protocol") == "HTTPS")


def _hands_on(action: View) -> bool:
    """Say whether an action lets a request go on over HTTP; a redirect that keeps the protocol does."""
    return not _redirects(action) and action.text("Type") != "fixed-response"
