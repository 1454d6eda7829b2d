"""Relations of alarms: what they look at, and whom they tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.arns import without
from buttress.graph.linking import Reader, relates
from buttress.graph.relations.ends import (
    FUNCTION,
    LOG_GROUP,
    MACHINE,
    QUEUE,
    STREAM,
    TABLE,
    TOPIC,
    From,
    reading,
)
from buttress.graph.values import Reference, Text, Unresolved

if TYPE_CHECKING:
    from buttress.graph.linking import Linker
    from buttress.graph.resource import Resource
    from buttress.graph.view import View

CLUSTER: Final = ("AWS::RDS::DBCluster", "AWS::DocDB::DBCluster", "AWS::Neptune::DBCluster")
INSTANCE: Final = ("AWS::RDS::DBInstance", "AWS::DocDB::DBInstance", "AWS::Neptune::DBInstance")
REST: Final = ("AWS::ApiGateway::RestApi",)
HTTP: Final = ("AWS::ApiGatewayV2::Api",)

DIMENSIONS: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("AWS/Lambda", "FunctionName"): FUNCTION,
    ("AWS/SQS", "QueueName"): QUEUE,
    ("AWS/SNS", "TopicName"): TOPIC,
    ("AWS/DynamoDB", "TableName"): TABLE,
    ("AWS/Kinesis", "StreamName"): STREAM,
    ("AWS/Firehose", "DeliveryStreamName"): ("AWS::KinesisFirehose::DeliveryStream",),
    ("AWS/States", "StateMachineArn"): MACHINE,
    ("AWS/ApiGateway", "ApiName"): REST,
    ("AWS/ApiGateway", "ApiId"): (*HTTP, *REST),
    ("AWS/Events", "RuleName"): ("AWS::Events::Rule",),
    ("AWS/Events", "EventBusName"): ("AWS::Events::EventBus",),
    ("AWS/EventBridge/Pipes", "PipeName"): ("AWS::Pipes::Pipe",),
    ("AWS/S3", "BucketName"): ("AWS::S3::Bucket",),
    ("AWS/Logs", "LogGroupName"): LOG_GROUP,
    ("AWS/ApplicationELB", "LoadBalancer"): ("AWS::ElasticLoadBalancingV2::LoadBalancer",),
    ("AWS/ApplicationELB", "TargetGroup"): ("AWS::ElasticLoadBalancingV2::TargetGroup",),
    ("AWS/NetworkELB", "LoadBalancer"): ("AWS::ElasticLoadBalancingV2::LoadBalancer",),
    ("AWS/NetworkELB", "TargetGroup"): ("AWS::ElasticLoadBalancingV2::TargetGroup",),
    ("AWS/ELB", "LoadBalancerName"): ("AWS::ElasticLoadBalancing::LoadBalancer",),
    ("AWS/RDS", "DBInstanceIdentifier"): INSTANCE,
    ("AWS/RDS", "DBClusterIdentifier"): CLUSTER,
    ("AWS/DocDB", "DBInstanceIdentifier"): INSTANCE,
    ("AWS/DocDB", "DBClusterIdentifier"): CLUSTER,
    ("AWS/Neptune", "DBInstanceIdentifier"): INSTANCE,
    ("AWS/Neptune", "DBClusterIdentifier"): CLUSTER,
    ("AWS/RDS", "ProxyName"): ("AWS::RDS::DBProxy",),
    ("AWS/ElastiCache", "CacheClusterId"): ("AWS::ElastiCache::CacheCluster", "AWS::ElastiCache::ReplicationGroup"),
    ("AWS/ElastiCache", "ReplicationGroupId"): ("AWS::ElastiCache::ReplicationGroup",),
    ("AWS/ECS", "ServiceName"): ("AWS::ECS::Service",),
    ("AWS/ECS", "ClusterName"): ("AWS::ECS::Cluster",),
    ("ECS/ContainerInsights", "ServiceName"): ("AWS::ECS::Service",),
    ("ECS/ContainerInsights", "ClusterName"): ("AWS::ECS::Cluster",),
    ("AWS/EC2", "InstanceId"): ("AWS::EC2::Instance",),
    ("AWS/EC2", "AutoScalingGroupName"): ("AWS::AutoScaling::AutoScalingGroup",),
    ("AWS/AutoScaling", "AutoScalingGroupName"): ("AWS::AutoScaling::AutoScalingGroup",),
    ("CWAgent", "InstanceId"): ("AWS::EC2::Instance",),
    ("CWAgent", "AutoScalingGroupName"): ("AWS::AutoScaling::AutoScalingGroup",),
    ("System/Linux", "InstanceId"): ("AWS::EC2::Instance",),
    ("System/Linux", "AutoScalingGroupName"): ("AWS::AutoScaling::AutoScalingGroup",),
    ("AWS/EFS", "FileSystemId"): ("AWS::EFS::FileSystem",),
    ("AWS/NATGateway", "NatGatewayId"): ("AWS::EC2::NatGateway",),
    ("AWS/CloudFront", "DistributionId"): ("AWS::CloudFront::Distribution",),
    ("AWS/Route53", "HealthCheckId"): ("AWS::Route53::HealthCheck",),
    ("AWS/WAFV2", "WebACL"): ("AWS::WAFv2::WebACL",),
    ("AWS/ES", "DomainName"): ("AWS::OpenSearchService::Domain", "AWS::Elasticsearch::Domain"),
    ("AWS/Redshift", "ClusterIdentifier"): ("AWS::Redshift::Cluster",),
    ("AWS/Kafka", "Cluster Name"): ("AWS::MSK::Cluster",),
    ("AWS/AppSync", "GraphQLAPIId"): ("AWS::AppSync::GraphQLApi",),
    ("AWS/Cognito", "UserPool"): ("AWS::Cognito::UserPool",),
    ("AWS/Scheduler", "ScheduleGroup"): ("AWS::Scheduler::ScheduleGroup",),
    ("AWS/CertificateManager", "CertificateArn"): ("AWS::CertificateManager::Certificate",),
    ("AWS/SageMaker", "EndpointName"): ("AWS::SageMaker::Endpoint",),
    ("AWS/CodeBuild", "ProjectName"): ("AWS::CodeBuild::Project",),
}
"""What a dimension of a metric of AWS names. Source: each service's page of CloudWatch metrics."""

OTHER_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "AWS::ApiGateway::RestApi": ("Name", "Body.info.title"),
    "AWS::ECS::Service": ("ServiceName",),
    "AWS::MSK::Cluster": ("ClusterName",),
    "AWS::OpenSearchService::Domain": ("DomainName",),
    "AWS::Elasticsearch::Domain": ("DomainName",),
    "AWS::RDS::DBProxy": ("DBProxyName",),
    "AWS::Pipes::Pipe": ("Name",),
    "AWS::WAFv2::WebACL": ("Name",),
    "AWS::Redshift::Cluster": ("ClusterIdentifier",),
    "AWS::ElastiCache::CacheCluster": ("ClusterName",),
    "AWS::ElastiCache::ReplicationGroup": ("ReplicationGroupId",),
    "AWS::CodeBuild::Project": ("Name",),
    "AWS::SageMaker::Endpoint": ("EndpointName",),
    "AWS::DocDB::DBCluster": ("DBClusterIdentifier",),
    "AWS::DocDB::DBInstance": ("DBInstanceIdentifier",),
    "AWS::Neptune::DBCluster": ("DBClusterIdentifier",),
    "AWS::Neptune::DBInstance": ("DBInstanceIdentifier",),
}
"""Names that metrics use and `Ref` does not give."""

_ALARM: Final = re.compile(r"\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*[\"']?(.*?)[\"']?\s*\)")


@relates("AWS::CloudWatch::Alarm", kinds=("alarms-on", "notifies"))
def alarm(resource: Resource, link: Linker) -> None:
    """Relates an alarm to what its metrics are of, and to its actions; the detail is the metric's name."""
    reads = reading(resource, link)
    _metric(reads, resource)
    for query in reads.parts("Metrics", "alarms-on"):
        for metric in query.part("MetricStat.Metric", "alarms-on"):
            _metric(metric, metric.view)
    _notifies(reads)


def _notifies(reads: From) -> None:
    reads.each("notifies", "AlarmActions", (*TOPIC, *FUNCTION), "alarm")
    reads.each("notifies", "OKActions", (*TOPIC, *FUNCTION), "ok")
    reads.each("notifies", "InsufficientDataActions", (*TOPIC, *FUNCTION), "insufficient data")


def _metric(reads: From, metric: View) -> None:
    """Relate an alarm to what one metric is of: each dimension that names something of its namespace."""
    namespace = metric.get("Namespace")
    name = metric.get("MetricName")
    detail = name if isinstance(name, str) else ""
    dimensions = [(part, part.view.get("Name")) for part in reads.parts("Dimensions", "alarms-on")]
    of_service = any(key == "ServiceName" for _, key in dimensions if isinstance(key, str))
    for dimension, key in dimensions:
        if not isinstance(key, str) or not isinstance(namespace, str):
            value = Unresolved("what the metric is of is not known here", dimension.view.at())
            reads.link.link_value("alarms-on", reads.owner, value, dimension.view.at(), (), detail)
        elif not (of_service and key == "ClusterName"):
            types = DIMENSIONS.get((namespace, key), ())
            if types:
                _looks_at(dimension, types, detail)


def _looks_at(dimension: From, types: tuple[str, ...], detail: str) -> None:
    value = dimension.view.get("Value")
    if types == FUNCTION:
        value = without(value, tail=":") if isinstance(value, str) and not value.startswith("arn:") else value
    found = _by_other_name(dimension, value, types)
    if found is not None:
        dimension.link.join("alarms-on", dimension.owner, found, dimension.view.at("Value"), detail)
        return
    dimension.link.link_value("alarms-on", dimension.owner, value, dimension.view.at("Value"), types, detail)


def _by_other_name(dimension: From, value: Any, types: tuple[str, ...]) -> Resource | None:  # noqa: ANN401 - a graph value
    """Find the resource by a name that `Ref` does not give, such as the Name of a RestApi."""
    if not isinstance(value, str | Text):
        return None
    if isinstance(value, Text) and value.references:
        return None
    for kind in types:
        for path in OTHER_NAMES.get(kind, ()):
            found = dimension.link.names.find(value, kind, path, dimension.owner)
            if found is not None:
                return found
    return None


@relates("AWS::CloudWatch::CompositeAlarm", kinds=("alarms-on", "notifies"))
def composite_alarm(resource: Resource, link: Linker) -> None:
    """Relates a composite alarm to the alarms that its rule names, and to its actions."""
    rule, place = resource.get("AlarmRule"), resource.at("AlarmRule")
    alarms = ("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm")
    for reference in (rule,) if isinstance(rule, Reference) else getattr(rule, "references", ()):
        if reference.resource.type in alarms:
            link.link_value("alarms-on", resource, reference, place, alarms)
    for literal in rule.parts if isinstance(rule, Text) else (rule,):
        for name in _ALARM.findall(literal) if isinstance(literal, str) else ():
            link.link_value("alarms-on", resource, name, place, alarms)
    if isinstance(rule, Unresolved) or (isinstance(rule, Text) and rule.holes):
        link.loose("alarms-on", resource, "the alarm rule has parts that are not known", place, alarms)
    _notifies(reading(resource, link))


READERS: tuple[Reader, ...] = (alarm, composite_alarm)
