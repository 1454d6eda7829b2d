"""Judges whether a cache survives the loss of a zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met
from buttress.facts.service_defaults import default_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on=("AWS::ElastiCache::ReplicationGroup", "AWS::ElastiCache::CacheCluster", "AWS::ElastiCache::ServerlessCache"),
    bears_on=(both("REL10-BP01"), both("REL11-BP02")),
)
def multi_zone(cache: Resource, _graph: Graph) -> Verdict:
    """A cache has nodes in a second zone that take over."""
    if cache.type == "AWS::ElastiCache::ServerlessCache":
        return met("a serverless cache is in several zones", cache.at())
    if cache.type == "AWS::ElastiCache::ReplicationGroup":
        if cache.flag("MultiAZEnabled", default=default_of(cache.type, "MultiAZEnabled")):
            return met("a replica in another zone takes over by itself", cache.at("MultiAZEnabled"))
        return gap("nothing says that a replica in another zone takes over", cache.at("MultiAZEnabled"))
    if cache.text("Engine").lower() != "memcached":
        return gap("it is a single node", cache.at("NumCacheNodes"))
    if cache.text("AZMode", default=default_of(cache.type, "AZMode")) == "cross-az":
        return met("its nodes are in several zones; what one of them held is lost", cache.at("AZMode"))
    return gap("all its nodes are in one zone", cache.at("AZMode"))
