"""Whether a list of subnets spreads over availability zones."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.values import NotKnown, Reference, some

if TYPE_CHECKING:
    from collections.abc import Iterable

SUBNET: Final = "AWS::EC2::Subnet"


def spreads(subnets: Iterable[Any]) -> bool:
    """Say whether two of some subnets lie in different zones; fewer than two do not.

    Subnets are values: references to what is declared here, or names of what is not. Raises `NotKnown` where two
    are there and their zones are not told.
    """
    pairs = itertools.combinations(subnets, 2)
    return some(pairs, lambda pair: zone_of(pair[0]) != zone_of(pair[1]))


def zone_of(subnet: Any) -> Any:  # noqa: ANN401 - values of the graph
    """Give the zone of a subnet as a value; raises `NotKnown` where it is declared elsewhere or AWS chooses."""
    if not isinstance(subnet, Reference) or subnet.resource.type != SUBNET:
        raise NotKnown(f"in which zone {subnet} lies is not known here")
    for path in ("AvailabilityZone", "AvailabilityZoneId"):
        if subnet.resource.present(path):
            return subnet.resource.get(path)
    raise NotKnown(f"AWS chooses the zone of {subnet.resource.logical_id}", subnet.resource.location)
