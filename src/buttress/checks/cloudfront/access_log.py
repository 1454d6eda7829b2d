"""Judges whether a distribution logs who asked for what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing
from buttress.graph.deliveries import deliveries_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::CloudFront::Distribution", bears_on=(both("SEC04-BP01"),), absence="workload")
def access_log(distribution: Resource, graph: Graph) -> Verdict:
    """The distribution logs every request: who asked, for what, and how it went."""
    for path in ("DistributionConfig.Logging.Bucket", "DistributionConfig.DefaultCacheBehavior.RealtimeLogConfigArn"):
        if distribution.present(path):
            return met("writes an access log", distribution.at(path))
    deliveries = deliveries_of(distribution, graph)
    if deliveries:
        return met("writes an access log", deliveries[0].at("ResourceArn"))
    return missing("writes no access log", distribution.at("DistributionConfig.Logging"))
