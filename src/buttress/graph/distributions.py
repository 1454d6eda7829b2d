"""Questions about CloudFront distributions.

Source: `DistributionConfig` of the CloudFront API reference, version 2020-05-31.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.selection import such, those
from buttress.graph.values import Reference, Text, Unresolved, some

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource
    from buttress.graph.view import View

DISTRIBUTION: Final = "AWS::CloudFront::Distribution"
CERTIFICATE: Final = "DistributionConfig.ViewerCertificate"
OWN_CERTIFICATE: Final = "TLSv1"
"""What CloudFront sets with its own certificate, whatever is declared (`ViewerCertificate` of the API)."""


def behaviours_of(distribution: Resource) -> Iterator[View]:
    """Give the default cache behaviour and the others; raises `NotKnown` at the end where there may be more."""
    yield distribution.part("DistributionConfig.DefaultCacheBehavior")
    yield from distribution.each("DistributionConfig.CacheBehaviors")


def has_own_certificate(distribution: Resource) -> bool:
    """Say whether the distribution shows viewers the certificate of its owner, not that of CloudFront itself."""
    names = (f"{CERTIFICATE}.AcmCertificateArn", f"{CERTIFICATE}.IamCertificateId")
    return some(names, distribution.present)


def minimum_protocol(distribution: Resource) -> str:
    """Give the security policy for viewers.

    With a certificate of the owner it has to be declared; `NotKnown` is raised where it is not.
    """
    if has_own_certificate(distribution):
        return distribution.text(f"{CERTIFICATE}.MinimumProtocolVersion")
    return OWN_CERTIFICATE


def fronting(resource: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the distributions of which an origin is a resource; raises `NotKnown` where none is and one could be."""
    return those(such(graph, lambda distribution: _leads_to(distribution, resource), DISTRIBUTION), bool)


def _leads_to(distribution: Resource, resource: Resource) -> bool:
    origins = distribution.each("DistributionConfig.Origins")
    return some(origins, lambda origin: _names(origin.get("DomainName"), resource))


def _names(domain: Any, resource: Resource) -> bool:  # noqa: ANN401 - a value of the graph
    if isinstance(domain, Reference):
        return domain.resource.id == resource.id
    if isinstance(domain, Text) and domain.references:
        return some(domain.references, lambda reference: reference.resource.id == resource.id)
    if isinstance(domain, Text | Unresolved):
        domain.refuse()
    return False
