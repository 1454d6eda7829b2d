"""Judges whether the nodes of a cache run on Graviton."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.instance_types import on_graviton

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on=("AWS::ElastiCache::ReplicationGroup", "AWS::ElastiCache::CacheCluster", "AWS::ElastiCache::ServerlessCache"),
    bears_on=(both("SUS05-BP02"),),
    severity=("low", "a fifth of the price, where nothing speaks against it"),
)
def graviton(cache: Resource, _graph: Graph) -> Verdict:
    """The nodes of a cache run on Graviton, which does the same work with less energy and money."""
    path = "CacheNodeType"
    if cache.type == "AWS::ElastiCache::ServerlessCache":
        return not_applicable("ElastiCache chooses its processors")
    if not cache.present(path):
        return not_applicable("its type is chosen elsewhere")
    name = cache.text(path).removeprefix("cache.")
    if on_graviton(name):
        return met(f"{name} runs on Graviton", cache.at(path))
    return gap(f"{name} runs on x86", cache.at(path))
