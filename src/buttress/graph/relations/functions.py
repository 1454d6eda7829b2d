"""Relations of Lambda functions: role, network, key, logs, where failures go, what triggers and scales them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.arns import has, without
from buttress.graph.linking import Reader, relates
from buttress.graph.relations.ends import (
    BUCKET,
    BUS,
    DESTINATIONS,
    FUNCTION,
    KEY,
    LOG_GROUP,
    QUEUE,
    QUEUE_OR_TOPIC,
    ROLE,
    SECURITY_GROUP,
    STREAM,
    SUBNET,
    TABLE,
    TOPIC,
    End,
    reading,
)
from buttress.graph.resource import External
from buttress.graph.values import ABSENT, Reference, Text, text_of

if TYPE_CHECKING:
    from buttress.graph.linking import Linker
    from buttress.graph.resource import Resource

POLLED: Final = (
    *QUEUE,
    *TABLE,
    *STREAM,
    "AWS::Kinesis::StreamConsumer",
    "AWS::MSK::Cluster",
    "AWS::MSK::ServerlessCluster",
    "AWS::AmazonMQ::Broker",
    "AWS::DocDB::DBCluster",
)

WAYS_OF_INVOKING: Final = {
    "sync": frozenset(
        {
            "alexa-appkit",
            "apigateway",
            "batchoperations",
            "cloudfront",
            "cognito-idp",
            "cognito-sync",
            "connect",
            "edgelambda",
            "elasticloadbalancing",
            "firehose",
            "lex",
            "lexv2",
        }
    ),
    "async": frozenset(
        {
            "cloudformation",
            "codecommit",
            "codepipeline",
            "config",
            "events",
            "iot",
            "iotevents",
            "logs",
            "s3",
            "scheduler",
            "ses",
            "sns",
        }
    ),
}
"""Which services wait for a function's answer. Source: "Invoking Lambda with events from other AWS services"."""

SOURCES: Final = (
    *BUCKET,
    *TOPIC,
    *BUS,
    *LOG_GROUP,
    "AWS::Events::Rule",
    "AWS::Scheduler::Schedule",
    "AWS::ApiGateway::RestApi",
    "AWS::ApiGatewayV2::Api",
    "AWS::AppSync::GraphQLApi",
    "AWS::Cognito::UserPool",
    "AWS::ElasticLoadBalancingV2::TargetGroup",
    "AWS::IoT::TopicRule",
    "AWS::SecretsManager::Secret",
    "AWS::Config::ConfigRule",
    "AWS::CloudFront::Distribution",
    "AWS::SES::ReceiptRule",
)


@relates(
    *FUNCTION,
    kinds=("assumes", "placed-in", "protected-by", "encrypted-by", "logs-to", "dead-letters-to"),
)
def function(resource: Resource, link: Linker) -> None:
    """Relates a function to its role, subnets, security groups, key, log group and dead-letter target."""
    reads = reading(resource, link)
    reads.to("assumes", "Role", ROLE)
    reads.each("placed-in", "VpcConfig.SubnetIds", SUBNET)
    reads.each("protected-by", "VpcConfig.SecurityGroupIds", SECURITY_GROUP)
    reads.to("encrypted-by", "KmsKeyArn", KEY)
    reads.to("dead-letters-to", "DeadLetterConfig.TargetArn", QUEUE_OR_TOPIC, "processing")
    if resource.get("LoggingConfig.LogGroup") is ABSENT:
        _default_log_group(resource, link)
    reads.to("logs-to", "LoggingConfig.LogGroup", LOG_GROUP)


def _default_log_group(function: Resource, link: Linker) -> None:
    """Relate a function to the log group named after it, `/aws/lambda/<name>`, which Lambda writes to by itself."""
    name = function.get("FunctionName")
    by_reference = text_of(["/aws/lambda/", Reference(function, "Ref")])
    wanted = [by_reference] if name is ABSENT else [by_reference, text_of(["/aws/lambda/", name])]
    for value in wanted:
        group = (
            link.names.find(value, LOG_GROUP[0], "LogGroupName", function) if isinstance(value, str | Text) else None
        )
        if group is not None:
            link.join("logs-to", function, group, group.at("LogGroupName"))
            return
    if link.names.doubted(wanted[-1], LOG_GROUP[0], "LogGroupName"):
        reason = "a log group whose name is not known may be this function's"
        link.loose("logs-to", function, reason, function.location, LOG_GROUP)


@relates("AWS::Lambda::EventSourceMapping", kinds=("triggers", "dead-letters-to"))
def event_source_mapping(mapping: Resource, link: Linker) -> None:
    """Relates an event source to the function that it triggers, and the mapping to where it sets failures aside."""
    reads = reading(mapping, link)
    target = End(mapping.get("FunctionName"), FUNCTION)
    reads.between("triggers", End(mapping.get("EventSourceArn"), POLLED), target, "poll", mapping.at())
    if mapping.present("SelfManagedEventSource"):
        reads.between("triggers", End(External("a Kafka cluster")), target, "poll", mapping.at())
    reads.to("dead-letters-to", "DestinationConfig.OnFailure.Destination", DESTINATIONS, "processing")


@relates("AWS::Lambda::EventInvokeConfig", kinds=("dead-letters-to", "triggers"))
def event_invoke_config(config: Resource, link: Linker) -> None:
    """Relates a function to where its failed and its successful asynchronous invocations are reported."""
    reads = reading(config, link)
    function = End(config.get("FunctionName"), FUNCTION)
    for kind, path, detail in (
        ("dead-letters-to", "DestinationConfig.OnFailure.Destination", "processing"),
        ("triggers", "DestinationConfig.OnSuccess.Destination", "async"),
    ):
        reads.between(kind, function, End(config.get(path), DESTINATIONS), detail, config.at(path))


@relates("AWS::Lambda::Permission", kinds=("triggers",))
def permission(resource: Resource, link: Linker) -> None:
    """Relates what may invoke a function to the function."""
    principal = resource.get("Principal")
    source = resource.get("SourceArn")
    if has(source, ":execute-api:"):
        source = without(source, tail="/")
    if source is ABSENT:
        source = External(str(principal))
    target, detail = End(resource.get("FunctionName"), FUNCTION), _way_of_invoking(principal)
    reading(resource, link).between("triggers", End(source, SOURCES), target, detail, resource.at())


def _way_of_invoking(principal: object) -> str:
    """Say how a service invokes functions; nothing for one that may do either, as people, roles and accounts do."""
    if isinstance(principal, str | Text) and _is_service(principal):
        service = (principal if isinstance(principal, str) else principal.head).split(".")[0]
        return next((way for way, services in WAYS_OF_INVOKING.items() if service in services), "")
    return ""


def _is_service(principal: str | Text) -> bool:
    """Say whether a principal is written as a service of AWS."""
    tail = principal if isinstance(principal, str) else principal.tail
    return tail.endswith((".amazonaws.com", ".amazon.com"))


@relates("AWS::Lambda::Url", kinds=("fronts",))
def url(resource: Resource, link: Linker) -> None:
    """Relates a function URL to its function; the detail is how callers are authorized."""
    auth = resource.get("AuthType")
    detail = auth if isinstance(auth, str) else ""
    reading(resource, link).to("fronts", "TargetFunctionArn", FUNCTION, detail)


@relates("AWS::Lambda::Alias", kinds=("deploys",))
def alias(resource: Resource, link: Linker) -> None:
    """Relates the deployment group that moves an alias to the function."""
    path = "UpdatePolicy.CodeDeployLambdaAliasUpdate.DeploymentGroupName"
    group = End(resource.body.get(path), ("AWS::CodeDeploy::DeploymentGroup",))
    target = End(resource.get("FunctionName"), FUNCTION)
    reading(resource, link).between("deploys", group, target, "", resource.body.at(path))


SCALED: Final = {
    "lambda": (FUNCTION, "function:", ":"),
    "dynamodb": (TABLE, "table/", "/index/"),
    "ecs": (("AWS::ECS::Service",), "service/", ""),
    "rds": (("AWS::RDS::DBCluster",), "cluster:", ""),
    "elasticache": (("AWS::ElastiCache::ReplicationGroup",), "replication-group/", ""),
    "ec2": (("AWS::EC2::SpotFleet",), "spot-fleet-request/", ""),
    "sagemaker": (("AWS::SageMaker::Endpoint",), "endpoint/", "/variant/"),
    "kafka": (("AWS::MSK::Cluster",), "", ""),
}
"""By service namespace: what a scalable target's ResourceId names, and what stands before and after the name."""


@relates("AWS::ApplicationAutoScaling::ScalableTarget", "AWS::ApplicationAutoScaling::ScalingPolicy", kinds=("scales",))
def scaling(resource: Resource, link: Linker) -> None:
    """Relates a scalable target, and a policy on one, to what it scales."""
    target = resource.get("ScalingTargetId")
    declared = target.resource if isinstance(target, Reference) else resource
    if target is not ABSENT and declared is resource:
        reading(resource, link).to("scales", "ScalingTargetId")
        return
    namespace = declared.get("ServiceNamespace")
    types, head, tail = SCALED.get(namespace, ((), "", "")) if isinstance(namespace, str) else ((), "", "")
    value = without(declared.get("ResourceId"), head, tail)
    link.link_value("scales", resource, value, resource.at("ResourceId"), types)


READERS: tuple[Reader, ...] = (
    function,
    event_source_mapping,
    event_invoke_config,
    permission,
    url,
    alias,
    scaling,
)
