"""Judges whether a cluster survives the loss of a zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, missing, not_applicable
from buttress.graph.databases import members_of, readers_by_scaling
from buttress.graph.values import every

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::RDS::DBCluster", bears_on=(both("REL10-BP01"), both("REL11-BP02")), absence="workload")
def cluster_zones(cluster: Resource, graph: Graph) -> Verdict:
    """A cluster has an instance in a second zone that takes over."""
    if cluster.present("DBClusterInstanceClass"):
        return met("a Multi-AZ cluster has three instances in three zones", cluster.at("DBClusterInstanceClass"))
    if cluster.text("EngineMode", default="provisioned") == "serverless":
        return not_applicable("Aurora Serverless v1 starts again in another zone by itself")
    members = members_of(cluster, graph)
    for relation in readers_by_scaling(cluster, graph) if members else ():
        return met("its scaling keeps at least one reader", relation.location, "medium")
    if len(members) < 2:  # noqa: PLR2004 - one writes, the second takes over
        return missing(
            "no second instance takes over when the first fails", members[0].location if members else cluster.at()
        )
    zones = [member.get("AvailabilityZone") for member in members]
    if every(zones, lambda zone: zone and zone == zones[0]):
        return gap("all its instances are in the same zone", members[0].at("AvailabilityZone"))
    return met(f"{len(members)} instances: one takes over when another fails", members[1].location)
