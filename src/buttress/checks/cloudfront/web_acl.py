"""Judges whether a web application firewall looks at the requests to a distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::CloudFront::Distribution", bears_on=(both("SEC05-BP03"),))
def web_acl(distribution: Resource, _: Graph) -> Verdict:
    """A web application firewall looks at requests before the distribution answers them."""
    path = "DistributionConfig.WebACLId"
    if distribution.get(path):
        return met("a web ACL looks at its requests", distribution.at(path))
    return gap("no web ACL looks at its requests", distribution.at(path))
