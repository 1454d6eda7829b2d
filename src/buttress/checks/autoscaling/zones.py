"""Judges whether the instances of a group stand in more than one zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.values import some
from buttress.graph.zones import spreads

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::AutoScaling::AutoScalingGroup", bears_on=(both("REL10-BP01"),))
def zones(group: Resource, _graph: Graph) -> Verdict:
    """The instances of a group stand in more than one zone."""
    if group.present("VPCZoneIdentifier"):
        place = group.at("VPCZoneIdentifier")
        if spreads(subnet.get() for subnet in group.each("VPCZoneIdentifier")):
            return met("its subnets lie in several zones", place)
        return gap("its subnets lie in one zone", place)
    if not group.present("AvailabilityZones"):
        return not_applicable("it names neither subnets nor zones")
    place = group.at("AvailabilityZones")
    first = next(group.each("AvailabilityZones"))
    if some(group.each("AvailabilityZones"), lambda zone: zone.get() != first.get()):
        return met("it spreads over several zones", place)
    return gap("it is limited to one zone", place)
