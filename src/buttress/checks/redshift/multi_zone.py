"""Judges whether a warehouse survives the loss of its zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, supports
from buttress.facts.service_defaults import default_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Redshift::Cluster",
    bears_on=(supports("REL10-BP01"), supports("REL11-BP02")),
    severity=("medium", "many warehouses may be away for some hours"),
)
def multi_zone(cluster: Resource, _graph: Graph) -> Verdict:
    """A warehouse runs in two zones."""
    if cluster.flag("MultiAZ", default=default_of(cluster.type, "MultiAZ")):
        return met("it goes on in a second zone by itself", cluster.at("MultiAZ"))
    if cluster.flag("AvailabilityZoneRelocation", default=False):
        return met("Redshift can move it to another zone", cluster.at("AvailabilityZoneRelocation"))
    return gap("while its zone is away, so is the warehouse", cluster.at("MultiAZ"))
