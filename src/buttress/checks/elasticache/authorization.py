"""Judges whether a cache asks its clients who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


ASKING: Final = ("AuthToken", "UserGroupIds")


@check(on="AWS::ElastiCache::ReplicationGroup", bears_on=(both("SEC09-BP03"),))
def authorization(cache: Resource, _graph: Graph) -> Verdict:
    """A cache asks every client who it is."""
    for path in those(ASKING, cache.present):
        return met("clients have to show a password or a token", cache.at(path))
    return gap("whoever reaches it may read and write everything in it", cache.at())
