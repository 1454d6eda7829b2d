"""Relations of databases, caches, file systems and search domains: their subnets, security groups and clusters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.linking import Reader, relates
from buttress.graph.relations.ends import LOG_GROUP, SECURITY_GROUP, SUBNET, End, From, reading
from buttress.graph.resource import Resource
from buttress.records import dataclass

if TYPE_CHECKING:
    from buttress.graph.linking import Linker

CLUSTERS: Final = ("AWS::RDS::DBCluster", "AWS::DocDB::DBCluster", "AWS::Neptune::DBCluster")


@dataclass(frozen=True, slots=True)
class Placement:
    """Says where a type names its subnets (itself, or through a subnet group) and its security groups."""

    subnets: tuple[str, ...] = ()
    group: str = ""
    group_types: tuple[str, ...] = ()
    security_groups: tuple[str, ...] = ("VpcSecurityGroupIds",)
    group_subnets: str = "SubnetIds"


_RDS: Final = Placement(group="DBSubnetGroupName", group_types=("AWS::RDS::DBSubnetGroup",))
_DOCDB: Final = Placement(group="DBSubnetGroupName", group_types=("AWS::DocDB::DBSubnetGroup",))
_NEPTUNE: Final = Placement(group="DBSubnetGroupName", group_types=("AWS::Neptune::DBSubnetGroup",))
_CACHE: Final = ("AWS::ElastiCache::SubnetGroup",)

PLACED: Final[dict[str, Placement]] = {
    "AWS::RDS::DBInstance": Placement(
        group="DBSubnetGroupName",
        group_types=("AWS::RDS::DBSubnetGroup",),
        security_groups=("VPCSecurityGroups",),
    ),
    "AWS::RDS::DBCluster": _RDS,
    "AWS::DocDB::DBCluster": _DOCDB,
    "AWS::Neptune::DBCluster": _NEPTUNE,
    "AWS::RDS::DBProxy": Placement(subnets=("VpcSubnetIds",)),
    "AWS::ElastiCache::ReplicationGroup": Placement(
        group="CacheSubnetGroupName", group_types=_CACHE, security_groups=("SecurityGroupIds",)
    ),
    "AWS::ElastiCache::CacheCluster": Placement(group="CacheSubnetGroupName", group_types=_CACHE),
    "AWS::ElastiCache::ServerlessCache": Placement(subnets=("SubnetIds",), security_groups=("SecurityGroupIds",)),
    "AWS::Redshift::Cluster": Placement(
        group="ClusterSubnetGroupName", group_types=("AWS::Redshift::ClusterSubnetGroup",)
    ),
    "AWS::OpenSearchService::Domain": Placement(
        subnets=("VPCOptions.SubnetIds",), security_groups=("VPCOptions.SecurityGroupIds",)
    ),
    "AWS::Elasticsearch::Domain": Placement(
        subnets=("VPCOptions.SubnetIds",), security_groups=("VPCOptions.SecurityGroupIds",)
    ),
    "AWS::MSK::Cluster": Placement(
        subnets=("BrokerNodeGroupInfo.ClientSubnets",), security_groups=("BrokerNodeGroupInfo.SecurityGroups",)
    ),
    "AWS::AmazonMQ::Broker": Placement(subnets=("SubnetIds",), security_groups=("SecurityGroups",)),
}
"""Source: the resource reference of CloudFormation."""


@relates(*PLACED, kinds=("placed-in", "protected-by"))
def placement(resource: Resource, link: Linker) -> None:
    """Relates a database, cache or broker to its subnets (or those of its subnet group) and security groups."""
    place, reads = PLACED[resource.type], reading(resource, link)
    for path in place.subnets:
        reads.each("placed-in", path, SUBNET)
    for path in place.security_groups:
        reads.each("protected-by", path, SECURITY_GROUP)
    if place.group and resource.present(place.group):
        _through_group(reads, place)


def _through_group(reads: From, place: Placement) -> None:
    """Relate a resource to the subnets of its subnet group; to the group itself where that is declared elsewhere."""
    where = reads.view.at(place.group)
    group, _ = reads.link.resolve(reads.view.get(place.group), place.group_types)
    if not isinstance(group, Resource) or group.type not in place.group_types:
        reads.to("placed-in", place.group, SUBNET, "subnet group")
        return
    for subnet in From(reads.link, reads.owner, group).parts(place.group_subnets, "placed-in"):
        reads.link.link_value("placed-in", reads.owner, subnet.view.get(), where, SUBNET)


@relates("AWS::RDS::DBInstance", "AWS::DocDB::DBInstance", "AWS::Neptune::DBInstance", kinds=("placed-in",))
def cluster_member(resource: Resource, link: Linker) -> None:
    """Relates an instance to the cluster that it is a member of."""
    reading(resource, link).to("placed-in", "DBClusterIdentifier", CLUSTERS, "cluster")


@relates("AWS::RDS::DBProxyTargetGroup", kinds=("fronts",))
def proxy_target(resource: Resource, link: Linker) -> None:
    """Relates a database proxy to what answers behind it."""
    reads, source = reading(resource, link), End(resource.get("DBProxyName"), ("AWS::RDS::DBProxy",))
    for path, types in (
        ("DBClusterIdentifiers", ("AWS::RDS::DBCluster",)),
        ("DBInstanceIdentifiers", ("AWS::RDS::DBInstance",)),
    ):
        for target in reads.parts(path, "fronts"):
            reads.between("fronts", source, End(target.view.get(), types), "", resource.at())


@relates("AWS::EFS::MountTarget", kinds=("placed-in", "protected-by"))
def mount_target(resource: Resource, link: Linker) -> None:
    """Relates a file system to the subnet and the security groups of one of its mount targets."""
    reads, system = reading(resource, link), End(resource.get("FileSystemId"), ("AWS::EFS::FileSystem",))
    reads.between("placed-in", system, End(resource.get("SubnetId"), SUBNET), "", resource.at())
    for group in reads.parts("SecurityGroups", "protected-by"):
        reads.between("protected-by", system, End(group.view.get(), SECURITY_GROUP), "", resource.at())


@relates("AWS::OpenSearchService::Domain", "AWS::Elasticsearch::Domain", kinds=("logs-to",))
def search_logs(resource: Resource, link: Linker) -> None:
    """Relates a search domain to the log groups that it publishes to."""
    for name in ("SEARCH_SLOW_LOGS", "INDEX_SLOW_LOGS", "ES_APPLICATION_LOGS", "AUDIT_LOGS"):
        path = ("LogPublishingOptions", name, "CloudWatchLogsLogGroupArn")
        reading(resource, link).to("logs-to", path, LOG_GROUP, name)


READERS: tuple[Reader, ...] = (placement, cluster_member, proxy_target, mount_target, search_logs)
