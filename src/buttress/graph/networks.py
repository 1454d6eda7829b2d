"""What of a workload lies inside a network of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.functions import subnets_of
from buttress.graph.values import NotKnown, Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

IN_NETWORKS: Final = (
    "AWS::AmazonMQ::Broker",
    "AWS::DAX::Cluster",
    "AWS::DocDB::DBCluster",
    "AWS::EC2::Instance",
    "AWS::EC2::TransitGatewayAttachment",
    "AWS::EC2::VPCPeeringConnection",
    "AWS::EC2::VPNConnection",
    "AWS::ECS::Service",
    "AWS::EFS::MountTarget",
    "AWS::ElastiCache::CacheCluster",
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::ElastiCache::ServerlessCache",
    "AWS::ElasticLoadBalancingV2::LoadBalancer",
    "AWS::MSK::Cluster",
    "AWS::MemoryDB::Cluster",
    "AWS::Neptune::DBCluster",
    "AWS::OpenSearchService::Domain",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",
    "AWS::RDS::DBProxy",
    "AWS::Redshift::Cluster",
)
"""Types that a function reaches through a VPC, or by which it reaches another network."""


def neighbours_of(function: Resource, graph: Graph) -> Iterator[Resource]:
    """Give what is declared here and lies in a network; then raises `NotKnown` where the function's is not."""
    yield from graph.of_type(*IN_NETWORKS)
    for subnet in subnets_of(function):
        if not isinstance(subnet, Reference):
            place = function.at("VpcConfig.SubnetIds")
            raise NotKnown(f"what else is in the network of {subnet} is not known here", place)
