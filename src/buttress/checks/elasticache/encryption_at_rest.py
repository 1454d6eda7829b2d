"""Judges whether what a cache stores is encrypted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable, sets
from buttress.facts.service_defaults import default_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on=("AWS::ElastiCache::ReplicationGroup", "AWS::ElastiCache::CacheCluster", "AWS::ElastiCache::ServerlessCache"),
    bears_on=(both("SEC08-BP02"),),
    severity=("medium", "a cache keeps copies, for a short time"),
    fix=sets(
        {"AtRestEncryptionEnabled": True},
        on="AWS::ElastiCache::ReplicationGroup",
        unsafe="an existing one is replaced, and its data is not taken along",
    ),
)
def encryption_at_rest(cache: Resource, _graph: Graph) -> Verdict:
    """What a cache writes to disk is encrypted."""
    path = "AtRestEncryptionEnabled"
    if cache.type == "AWS::ElastiCache::ServerlessCache":
        return met("a serverless cache is always encrypted", cache.at())
    engine = cache.text("Engine").lower()
    if engine == "memcached":
        return not_applicable("Memcached writes nothing to disk")
    if cache.type == "AWS::ElastiCache::CacheCluster":
        return gap("a cache cluster by itself cannot be encrypted; a replication group can", cache.at(), "medium")
    if cache.flag(path, default=default_of(cache.type, path, engine)):
        return met("its disks and backups are encrypted", cache.at(path))
    return gap("its swap space and its backups are readable without a key", cache.at(path), "medium")
