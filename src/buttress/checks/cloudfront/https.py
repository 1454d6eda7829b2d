"""Judges whether viewers reach a distribution over HTTPS only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met, sets
from buttress.graph.distributions import behaviours_of, minimum_protocol
from buttress.graph.selection import those
from buttress.graph.tls import accepts_old_tls

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


ONWARD: Final = "redirect-to-https"
"""The policy that sends viewers from HTTP to HTTPS."""


@check(
    on="AWS::CloudFront::Distribution",
    bears_on=(both("SEC09-BP02"),),
    fix=sets(
        {
            "DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy": ONWARD,
            "DistributionConfig.CacheBehaviors[].ViewerProtocolPolicy": ONWARD,
        },
        unsafe="programs that ask over plain HTTP and follow no redirect get no answer",
    ),
)
def https(distribution: Resource, _: Graph) -> Verdict:
    """Viewers reach the distribution over HTTPS with TLS 1.2 or later only."""
    plain = those(behaviours_of(distribution), lambda one: one.get("ViewerProtocolPolicy") == "allow-all")
    if plain:
        return gap("answers over plain HTTP too", plain[0].at("ViewerProtocolPolicy"))
    policy = minimum_protocol(distribution)
    place = distribution.at("DistributionConfig.ViewerCertificate.MinimumProtocolVersion")
    if accepts_old_tls("cloudfront", policy, place):
        return gap(f"accepts {policy} from viewers", place)
    return met(f"answers over HTTPS only, {policy} and later", place)
