"""Judges whether traffic to and within a domain is encrypted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, sets
from buttress.facts.service_defaults import default_of
from buttress.graph.tls import accepts_old_tls

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::OpenSearchService::Domain",
    bears_on=(both("SEC09-BP02"),),
    fix=sets(
        {
            "DomainEndpointOptions.EnforceHTTPS": True,
            "DomainEndpointOptions.TLSSecurityPolicy": "Policy-Min-TLS-1-2-PFS-2023-10",
            "NodeToNodeEncryptionOptions.Enabled": True,
        },
        unsafe="clients that speak plain HTTP, or TLS before 1.2, are refused",
    ),
)
def encryption_in_transit(domain: Resource, _graph: Graph) -> Verdict:
    """Traffic to a domain and between its nodes is encrypted."""
    enforced, between = "DomainEndpointOptions.EnforceHTTPS", "NodeToNodeEncryptionOptions.Enabled"
    policy = "DomainEndpointOptions.TLSSecurityPolicy"
    if not domain.flag(enforced, default=default_of(domain.type, enforced)):
        return gap("it answers over plain HTTP as well", domain.at(enforced))
    if not domain.flag(between, default=default_of(domain.type, between)):
        return gap("its nodes talk to each other unencrypted", domain.at(between))
    if domain.present(policy) and accepts_old_tls("opensearch", domain.text(policy), domain.at(policy)):
        return gap(f"{domain.text(policy)} accepts TLS 1.0", domain.at(policy))
    return met("clients and nodes speak TLS only", domain.at(enforced))
