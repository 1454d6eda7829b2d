"""Judges which versions of TLS a domain name of an HTTP or WebSocket API accepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable, sets
from buttress.facts.service_defaults import default_of
from buttress.graph.selection import those
from buttress.graph.tls import accepts_old_tls

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

DOMAIN = "AWS::ApiGatewayV2::DomainName"
PATH = "DomainNameConfigurations"


@check(
    on=DOMAIN,
    bears_on=(both("SEC09-BP02"),),
    fix=sets(
        {"DomainNameConfigurations[].SecurityPolicy": "TLS_1_2"},
        unsafe="clients that speak TLS 1.0 or 1.1 alone are refused",
    ),
)
def tls_version(domain: Resource, _: Graph) -> Verdict:
    """Callers reach the domain name over TLS 1.2 or later."""
    default = default_of(DOMAIN, f"{PATH}.SecurityPolicy")
    path = "SecurityPolicy"
    old = those(
        domain.each(PATH),
        lambda endpoint: accepts_old_tls("apigateway", endpoint.text(path, default=default), endpoint.at(path)),
    )
    if old:
        return gap(f"{old[0].text(path)} accepts TLS 1.0", old[0].at(path))
    if not domain.get(PATH):
        return not_applicable("declares no endpoint")
    return met("accepts TLS 1.2 and later only", domain.at(PATH))
