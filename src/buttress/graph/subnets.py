"""Which subnets lead to the internet, and in which zone they lie.

Source: "Subnets for your VPC" of the Amazon VPC User Guide: a subnet is public when its route table leads to an
internet gateway.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.grouping import having
from buttress.graph.resource import Resource
from buttress.graph.selection import those
from buttress.graph.values import NotKnown, Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.relation import Relation

EVERYWHERE: Final = ("0.0.0.0/0", "::/0")
GATEWAY: Final = "AWS::EC2::InternetGateway"
NAT: Final = "AWS::EC2::NatGateway"
SUBNET: Final = "AWS::EC2::Subnet"

GROUPS: Final = {
    "AWS::RDS::DBSubnetGroup": "SubnetIds",
    "AWS::DocDB::DBSubnetGroup": "SubnetIds",
    "AWS::Neptune::DBSubnetGroup": "SubnetIds",
    "AWS::ElastiCache::SubnetGroup": "SubnetIds",
    "AWS::MemoryDB::SubnetGroup": "SubnetIds",
    "AWS::Redshift::ClusterSubnetGroup": "SubnetIds",
}
"""Types that say in which subnets a store of data may lie."""


def subnets_of(vpc: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the subnets that lie in a VPC."""
    placed = graph.into(vpc, "placed-in", where=lambda relation: _is_resource(relation.source, SUBNET))
    return tuple(relation.source for relation in placed if isinstance(relation.source, Resource))


def is_public(subnet: Resource, graph: Graph) -> bool:
    """Say whether the route table of a subnet leads to an internet gateway.

    A subnet without a table of its own has the main one of its VPC, which leads nowhere else until somebody changes it.
    """
    return any(_leads_out(table, graph) for table in tables_of(subnet, graph))


def tables_of(subnet: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the route table that a subnet is associated with, if it has one of its own."""
    found = graph.out(subnet, "routes-to", where=lambda relation: relation.detail == "route table")
    return tuple(relation.target for relation in found if isinstance(relation.target, Resource))


def _leads_out(table: Resource, graph: Graph) -> bool:
    return bool(graph.out(table, "routes-to", where=_is_way_out))


def _is_way_out(relation: Relation) -> bool:
    if relation.detail not in EVERYWHERE:
        return False
    if relation.target is None:
        raise NotKnown(f"where a route to {relation.detail} leads is not known here", relation.location)
    if isinstance(relation.target, Resource):
        return relation.target.type == GATEWAY
    return relation.target.id.startswith("igw-")


def served_by(nat: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the subnets whose route table leads to a NAT gateway."""
    tables = graph.into(nat, "routes-to")
    wanted = [relation.source for relation in tables if isinstance(relation.source, Resource)]
    pairs = [relation for table in wanted for relation in graph.into(table, "routes-to")]
    sources = [pair.source for pair in pairs if isinstance(pair.source, Resource)]
    found = {source.id: source for source in sources if source.type == SUBNET}
    return tuple(found[name] for name in sorted(found))


def home_of(nat: Resource, graph: Graph) -> Resource:
    """Give the subnet that a NAT gateway lies in; raises `NotKnown` where it is not declared here."""
    for relation in graph.out(nat, "placed-in"):
        if isinstance(relation.target, Resource) and relation.target.type == SUBNET:
            return relation.target
    raise NotKnown("the subnet of the gateway is declared elsewhere", nat.at("SubnetId"))


def zone_of(subnet: Resource) -> Any:  # noqa: ANN401 - a value of the graph
    """Give the zone of a subnet; raises `NotKnown` where AWS chooses it."""
    zone = subnet.get("AvailabilityZone")
    if not zone:
        zone = subnet.get("AvailabilityZoneId")
    if not zone:
        raise NotKnown("AWS chooses the zone of this subnet", subnet.location)
    return zone


def groups_with(subnet: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the subnet groups of stores of data that list a subnet; raises `NotKnown` where none does and one could."""
    return those(having(graph, "subnets of groups", tuple(GROUPS), _listed, subnet.id), lambda _: True)


def _listed(group: Resource) -> Iterator[str]:
    """Give the ids of the subnets that a group lists."""
    for item in group.each(GROUPS[group.type]):
        value = item.get()
        if isinstance(value, Reference):
            yield value.resource.id
        elif not isinstance(value, str):
            raise NotKnown("a subnet of the group is not told here", item.at())


def _is_resource(end: object, kind: str) -> bool:
    return isinstance(end, Resource) and end.type == kind
