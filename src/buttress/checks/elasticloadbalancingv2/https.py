"""Judges whether callers reach a listener over TLS only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable, sets
from buttress.facts.service_defaults import default_of
from buttress.graph.load_balancers import balancer_of, faces_internet, hands_on, redirects
from buttress.graph.tls import accepts_old_tls

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

LISTENER = "AWS::ElasticLoadBalancingV2::Listener"
INSIDE = "its load balancer can be reached from inside the network only"


@check(
    on=LISTENER,
    bears_on=(both("SEC09-BP02"),),
    fix=sets(
        {"SslPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06"},
        unsafe="clients that speak TLS 1.0 or 1.1 alone are refused",
    ),
)
def https(listener: Resource, graph: Graph) -> Verdict:
    """Callers from the internet reach the listener over TLS 1.2 or later, or are sent to one where they do."""
    protocol = listener.text("Protocol", default="GENEVE")
    if protocol in ("HTTPS", "TLS"):
        return _encrypted(listener)
    if protocol != "HTTP":
        return not_applicable("passes connections on as they are; encryption is between the ends")
    if not hands_on(listener, graph):
        path = "DefaultActions"
        if redirects(listener):
            return met("sends callers to HTTPS", listener.at(path))
        return not_applicable("hands no request on")
    if not faces_internet(balancer_of(listener)):
        return not_applicable(INSIDE)
    return gap("answers over plain HTTP", listener.at("Protocol"))


def _encrypted(listener: Resource) -> Verdict:
    """Judge the security policy of a listener that encrypts."""
    policy, place = listener.text("SslPolicy", default=default_of(LISTENER, "SslPolicy")), listener.at("SslPolicy")
    if not accepts_old_tls("elb", policy, place):
        return met(f"{policy} accepts TLS 1.2 and later only", place)
    if not faces_internet(balancer_of(listener)):
        return not_applicable(INSIDE)
    return gap(f"{policy} accepts TLS 1.0 or 1.1", place)
