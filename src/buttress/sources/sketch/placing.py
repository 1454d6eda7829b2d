"""Turns the containers and zones of boxes into subnets, security groups and the properties that name them."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from buttress.graph.node import Node, scalar
from buttress.sources.sketch.scope import refer
from buttress.sources.sketch.tables import Placement, placements

if TYPE_CHECKING:
    from buttress.sources.sketch.draft import Draft, Part
    from buttress.sources.sketch.proposal import Box

VPC: Final = "AWS::EC2::VPC"
SUBNET: Final = "AWS::EC2::Subnet"
GROUP: Final = "AWS::EC2::SecurityGroup"
IN_VPC: Final = (SUBNET, GROUP, "AWS::EC2::RouteTable", "AWS::ElasticLoadBalancingV2::TargetGroup", "AWS::EC2::FlowLog")
MOST_PLACES: Final = 100
"""How many places one box may lie in, one in the other."""
NOWHERE: Final = Placement("", "", "", "")


def place_all(draft: Draft) -> None:
    """Write where each box lies into the properties of its resource."""
    for box in draft.proposal.boxes.values():
        part = draft.parts.get(box.id)
        if part is not None and (box.within or box.zones):
            _place(box, part, draft)


def _place(box: Box, part: Part, draft: Draft) -> None:
    where = placements().get(box.type, NOWHERE)
    inside = _around(box, draft)
    vpc = next((found.id for found in inside if found.type == VPC), "")
    if vpc and box.type in IN_VPC:
        part.decide("VpcId", refer(vpc, "Ref", box.place))
    for found in inside:
        if found.type == SUBNET:
            _join(part, where, refer(found.id, "Ref", box.place), draft, whole=box.whole)
        elif found.type == GROUP:
            _put(part, where.groups, refer(found.id, "GroupId", box.place))
    _zones(box, part, where, vpc, draft)


def _zones(box: Box, part: Part, where: Placement, vpc: str, draft: Draft) -> None:
    """Write the zones where the type has them, else a subnet for each."""
    placed_already = any(found.type == SUBNET for found in _around(box, draft))
    for name, place in box.zones.items():
        if where.zones:
            _put(part, where.zones, scalar(_zone(name, draft), place), whole=box.whole)
        if where.subnets and not placed_already and not where.zones.startswith("="):
            subnet = _subnet(name, place, vpc, draft)
            _join(part, where, refer(subnet.id, "Ref", place), draft, whole=box.whole)
    if where.spread and box.zones and (box.whole or len(box.zones) > 1):
        part.decide(where.spread, scalar(len(box.zones) > 1, next(iter(box.zones.values()))))


def _join(part: Part, where: Placement, subnet: Node, draft: Draft, *, whole: bool) -> None:
    """Put a part into a subnet: by its own list, or by the subnet group that its type needs (`Name<Type`)."""
    path, _, kind = where.subnets.partition("<")
    if not kind:
        _put(part, path, subnet, whole=whole)
        return
    name = f"subnets-of-{part.id}"
    group = draft.parts.get(name)
    if group is None or group.type != kind:
        group = draft.make(name, kind, subnet)
        part.decide(path, refer(group.id, "Ref", subnet))
    group.append("SubnetIds", subnet, whole=whole)


def _put(part: Part, path: str, value: Node, *, whole: bool = False) -> None:
    if path.startswith("="):
        part.decide(path[1:], value)
    elif path:
        part.append(path, value, whole=whole)


def _subnet(zone: str, place: Node, vpc: str, draft: Draft) -> Part:
    """Give the subnet in a zone of a VPC, made once."""
    name = f"{vpc or 'network'}-in-{zone}"
    found = draft.parts.get(name)
    if found is not None and found.type == SUBNET:
        return found
    subnet = draft.make(name, SUBNET, place)
    subnet.decide("AvailabilityZone", scalar(_zone(zone, draft), place))
    if vpc:
        subnet.decide("VpcId", refer(vpc, "Ref", place))
    return subnet


def _zone(name: str, draft: Draft) -> str:
    """Give a zone its Region where one letter names it and the Region is decided."""
    return f"{draft.proposal.region}{name.lower()}" if len(name) == 1 and draft.proposal.region else name


def _around(box: Box, draft: Draft) -> list[Part]:
    """Give the resources that a box lies in, and those that they lie in, the nearest first; cycles end, and so does
    what nobody draws.
    """
    boxes, found = draft.proposal.boxes, []
    seen, left = {box.id}, deque(box.within)
    while left and len(seen) < MOST_PLACES:
        name = left.popleft()
        if name in seen or name not in boxes:
            continue
        seen.add(name)
        left.extend(boxes[name].within)
        if name in draft.parts:
            found.append(draft.parts[name])
    return found
