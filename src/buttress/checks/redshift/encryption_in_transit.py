"""Judges whether a warehouse insists on encrypted connections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, supports
from buttress.graph.parameter_groups import warehouse_demands_tls

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Redshift::Cluster",
    bears_on=(supports("SEC09-BP02"),),
    severity=("medium", "most clients ask for TLS unasked"),
)
def encryption_in_transit(cluster: Resource, graph: Graph) -> Verdict:
    """A warehouse refuses connections that are not encrypted."""
    demanded, place = warehouse_demands_tls(cluster, graph)
    if demanded:
        return met("connections without TLS are refused", place)
    return gap("clients may connect without TLS", place)
