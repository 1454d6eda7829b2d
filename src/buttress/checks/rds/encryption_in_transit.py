"""Judges whether a database insists on encrypted connections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, not_applicable, supports
from buttress.graph.databases import in_cluster
from buttress.graph.parameter_groups import demands_tls

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on=("AWS::RDS::DBInstance", "AWS::RDS::DBCluster"),
    bears_on=(supports("SEC09-BP02"),),
    severity=("medium", "most clients ask for TLS unasked, inside a network of one's own"),
)
def encryption_in_transit(database: Resource, graph: Graph) -> Verdict:
    """A database refuses connections that are not encrypted."""
    if in_cluster(database):
        return not_applicable("its cluster decides about connections")
    demanded, place = demands_tls(database, graph)
    if demanded:
        return met("connections without TLS are refused", place)
    return gap("clients may connect without TLS, and some do so unasked", place)
