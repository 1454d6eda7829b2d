"""Judges whether subnets lose their way out when another zone is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.selection import those
from buttress.graph.subnets import home_of, served_by, zone_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::EC2::NatGateway", bears_on=(both("REL02-BP02"), both("REL10-BP01")))
def nat_per_zone(nat: Resource, graph: Graph) -> Verdict:
    """A zone that is gone takes no other zone's way out with it."""
    if nat.get("AvailabilityMode") == "regional":
        return met("the gateway is in every zone that is used", nat.at("AvailabilityMode"))
    served = served_by(nat, graph)
    if not served:
        return not_applicable("no subnet that is declared here uses it")
    home = zone_of(home_of(nat, graph))
    others = those(served, lambda subnet: zone_of(subnet) != home)
    if others:
        return gap(
            f"{others[0].logical_id} lies in another zone and loses its way out with this one", nat.at("SubnetId")
        )
    return met("it serves its own zone alone", nat.at("SubnetId"))
