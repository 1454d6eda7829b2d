"""Judges whether a DocumentDB cluster survives the loss of a zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, missing
from buttress.graph.databases import members_of
from buttress.graph.values import every

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::DocDB::DBCluster", bears_on=(both("REL10-BP01"), both("REL11-BP02")), absence="workload")
def multi_zone(cluster: Resource, graph: Graph) -> Verdict:
    """A cluster has an instance in a second zone that takes over."""
    members = members_of(cluster, graph)
    if len(members) < 2:  # noqa: PLR2004 - one writes, the second takes over
        return missing(
            "no second instance takes over when the first fails", members[0].location if members else cluster.at()
        )
    zones = [member.get("AvailabilityZone") for member in members]
    if every(zones, lambda zone: zone and zone == zones[0]):
        return gap("all its instances are in the same zone", members[0].at("AvailabilityZone"))
    return met(f"{len(members)} instances: one takes over when another fails", members[1].location)
