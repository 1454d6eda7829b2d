"""Judges whether a cache survives the loss of a zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met
from buttress.facts.service_defaults import default_of
from buttress.graph.values import some

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on=("AWS::ElastiCache::ReplicationGroup", "AWS::ElastiCache::CacheCluster", "AWS::ElastiCache::ServerlessCache"),
    bears_on=(both("REL10-BP01"), both("REL11-BP02")),
    severity=("medium", "most of what is cached can be had again, more slowly"),
)
def multi_zone(cache: Resource, _graph: Graph) -> Verdict:
    """A cache has nodes in a second zone that take over."""
    if cache.type == "AWS::ElastiCache::ServerlessCache":
        return met("a serverless cache is in several zones", cache.at())
    if cache.type == "AWS::ElastiCache::ReplicationGroup":
        if cache.flag("MultiAZEnabled", default=default_of(cache.type, "MultiAZEnabled")):
            return met("a replica in another zone takes over by itself", cache.at("MultiAZEnabled"))
        return _by_failover(cache)
    if cache.text("Engine").lower() != "memcached":
        return gap("it is a single node", cache.at("NumCacheNodes"))
    if cache.text("AZMode", default=default_of(cache.type, "AZMode")) == "cross-az":
        return met("its nodes are in several zones; what one of them held is lost", cache.at("AZMode"))
    return gap("all its nodes are in one zone", cache.at("AZMode"))


def _by_failover(group: Resource) -> Verdict:
    """Judge a replication group without Multi-AZ: a replica may take over, but nothing puts it into another zone."""
    path, chosen = "AutomaticFailoverEnabled", "PreferredCacheClusterAZs"
    if not group.flag(path, default=default_of(group.type, path)):
        return gap("no replica takes over when the primary node or its zone fails", group.at("MultiAZEnabled"))
    zones = [zone.get() for zone in group.each(chosen)]
    if some(zones, lambda zone: zone != zones[0]):
        return met("a replica in another zone takes over by itself", group.at(chosen))
    return gap("nothing puts the replica that takes over into another zone", group.at("MultiAZEnabled"), "medium")
