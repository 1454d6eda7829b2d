"""Ways from a VPC to S3 and DynamoDB that cost nothing.

Source: "Gateway endpoints" of the AWS PrivateLink guide: there are two, for S3 and for DynamoDB, and neither is
charged for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.resource import Resource
from buttress.graph.subnets import NAT, home_of, subnets_of
from buttress.graph.values import NotKnown, Reference, Text

if TYPE_CHECKING:
    from buttress.graph.graph import Graph
    from buttress.graph.location import Location
    from buttress.graph.relation import Relation

ENDPOINT: Final = "AWS::EC2::VPCEndpoint"
STORES: Final = {
    "DynamoDB": ("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"),
    "S3": ("AWS::S3::Bucket",),
}
"""The services that have a gateway endpoint, with the types that show that a workload uses them."""

RUNNERS: Final = frozenset(
    {
        "AWS::AutoScaling::AutoScalingGroup",
        "AWS::CodeBuild::Project",
        "AWS::EC2::Instance",
        "AWS::ECS::Service",
        "AWS::Lambda::Function",
    }
)
"""Types that run code in a subnet."""


def nat_of(vpc: Resource, graph: Graph) -> Resource | None:
    """Give a NAT gateway in a VPC, through which code in its subnets may call AWS."""
    for subnet in subnets_of(vpc, graph):
        for relation in graph.into(subnet, "placed-in", where=lambda relation: _is(relation.source, frozenset({NAT}))):
            return relation.source if isinstance(relation.source, Resource) else None
    return None


def network_of(nat: Resource, graph: Graph) -> Resource:
    """Give the VPC that a NAT gateway is in; raises `NotKnown` where it is not declared here."""
    place = nat if nat.present("VpcId") else home_of(nat, graph)
    value = place.get("VpcId")
    if isinstance(value, Reference):
        return value.resource
    raise NotKnown("the network that the gateway is in is declared elsewhere", place.at("VpcId"))


def runs_code(vpc: Resource, graph: Graph) -> bool:
    """Say whether something that is declared here runs code in a subnet of a VPC."""
    return any(
        graph.into(subnet, "placed-in", where=lambda relation: _is(relation.source, RUNNERS))
        for subnet in subnets_of(vpc, graph)
    )


def used_stores(graph: Graph) -> tuple[str, ...]:
    """Give the services with a gateway endpoint of which the workload declares a store."""
    return tuple(name for name, types in STORES.items() if next(graph.of_type(*types), None) is not None)


def endpoint_to(service: str, vpc: Resource, graph: Graph) -> tuple[Location, ...]:
    """Give the places of the endpoints of a VPC to a service."""
    found = graph.into(vpc, "placed-in", where=lambda relation: _leads_to(relation, service))
    return tuple(relation.source.location for relation in found if isinstance(relation.source, Resource))


def _leads_to(relation: Relation, service: str) -> bool:
    if not _is(relation.source, frozenset({ENDPOINT})) or not isinstance(relation.source, Resource):
        return False
    return _ends(relation.source.get("ServiceName"), f".{service.lower()}")


def _ends(value: Any, suffix: str) -> bool:  # noqa: ANN401 - a value of the graph
    if isinstance(value, str | Text):
        return value.endswith(suffix)
    raise NotKnown("the service of an endpoint is not known here")


def _is(end: object, kinds: frozenset[str]) -> bool:
    return isinstance(end, Resource) and end.type in kinds
