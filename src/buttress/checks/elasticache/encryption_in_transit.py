"""Judges whether connections to a cache are encrypted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, sets
from buttress.facts.service_defaults import default_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on=("AWS::ElastiCache::ReplicationGroup", "AWS::ElastiCache::CacheCluster", "AWS::ElastiCache::ServerlessCache"),
    bears_on=(both("SEC09-BP02"),),
    severity=("medium", "the traffic stays within the VPC"),
    fix=sets(
        {"TransitEncryptionEnabled": True},
        on="AWS::ElastiCache::ReplicationGroup",
        unsafe="clients without TLS are refused, and engines before Redis OSS 7.0.5 are replaced",
    ),
)
def encryption_in_transit(cache: Resource, _graph: Graph) -> Verdict:
    """Connections to a cache are encrypted."""
    path = "TransitEncryptionEnabled"
    if cache.type == "AWS::ElastiCache::ServerlessCache":
        return met("a serverless cache speaks TLS only", cache.at())
    if not cache.flag(path, default=default_of(cache.type, path)):
        return gap("what is cached travels readable between program and cache", cache.at(path))
    if cache.get("TransitEncryptionMode") == "preferred":
        return gap("it still accepts connections without TLS", cache.at("TransitEncryptionMode"))
    return met("connections without TLS are refused", cache.at(path))
