"""Judges which versions of TLS a domain name of a REST API accepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, sets
from buttress.graph.tls import accepts_old_tls

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::ApiGateway::DomainName",
    bears_on=(both("SEC09-BP02"),),
    fix=sets({"SecurityPolicy": "TLS_1_2"}, unsafe="clients that speak TLS 1.0 or 1.1 alone are refused"),
)
def tls_version(domain: Resource, _: Graph) -> Verdict:
    """Callers reach the domain name over TLS 1.2 or later."""
    policy, place = domain.text("SecurityPolicy"), domain.at("SecurityPolicy")
    if accepts_old_tls("apigateway", policy, place):
        return gap(f"{policy} accepts TLS 1.0", place)
    return met(f"{policy} accepts TLS 1.2 and later only", place)
