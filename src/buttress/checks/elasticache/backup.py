"""Judges whether a cache is backed up by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, not_applicable, sets, supports
from buttress.facts.service_defaults import default_of
from buttress.graph.custom_resources import custom_settings
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on=("AWS::ElastiCache::ReplicationGroup", "AWS::ElastiCache::CacheCluster", "AWS::ElastiCache::ServerlessCache"),
    bears_on=(supports("REL09-BP01"), supports("REL09-BP03")),
    severity=("low", "most of what is cached can be had again"),
    fix=sets({"SnapshotRetentionLimit": 7}, unsafe="backups are paid for, and making one slows a small node down"),
)
def backup(cache: Resource, graph: Graph) -> Verdict:
    """A cache is backed up by itself."""
    path = "SnapshotRetentionLimit"
    if cache.get("Engine") == "memcached" and cache.type == "AWS::ElastiCache::CacheCluster":
        return not_applicable("Memcached cannot be backed up")
    days = cache.number(path, default=default_of(cache.type, path))
    if days > 0:
        return met(f"ElastiCache keeps backups for {days:g} {'day' if days == 1 else 'days'}", cache.at(path))
    for setting in those(custom_settings(cache, graph, "retention"), lambda each: each.number() > 0):
        return met("a custom resource is handed how long its backups are kept", setting.at(), "medium")
    return gap("what is kept nowhere else is gone with it", cache.at(path), "low")
