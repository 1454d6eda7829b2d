"""Events that Lambda polls: queues, streams, Kafka, and brokers.

Source: events/sqs, events/streams, events/msk, events/kafka, events/activemq and events/rabbitmq of the Serverless
Framework's documentation. They say that the framework gives the role the least that Lambda needs to poll, and do not
list it: the actions are those that Lambda needs (AWS Lambda Developer Guide, the execution role of each source).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import CALL, MAP, Node, scalar
from buttress.sources.cloudformation.sam.maker import made_of_json
from buttress.sources.cloudformation.sam.shape import called, is_left_out, items, member, members, owner, text
from buttress.sources.serverless.naming import alphanumeric

if TYPE_CHECKING:
    from buttress.sources.cloudformation.sam.maker import Json
    from buttress.sources.serverless.draft import Draft, Function

_NAMES: Final = {
    "batchSize": "BatchSize",
    "batchWindow": "MaximumBatchingWindowInSeconds",
    "bisectBatchOnFunctionError": "BisectBatchOnFunctionError",
    "consumerGroupId": "ConsumerGroupId",
    "enabled": "Enabled",
    "maximumBatchingWindow": "MaximumBatchingWindowInSeconds",
    "maximumRecordAgeInSeconds": "MaximumRecordAgeInSeconds",
    "maximumRetryAttempts": "MaximumRetryAttempts",
    "parallelizationFactor": "ParallelizationFactor",
    "startingPosition": "StartingPosition",
    "startingPositionTimestamp": "StartingPositionTimestamp",
    "tumblingWindowInSeconds": "TumblingWindowInSeconds",
}
SQS_ACTIONS: Final = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
DYNAMODB_ACTIONS: Final = [
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:DescribeStream",
    "dynamodb:ListStreams",
]
KINESIS_ACTIONS: Final = [
    "kinesis:GetRecords",
    "kinesis:GetShardIterator",
    "kinesis:DescribeStreamSummary",
    "kinesis:ListShards",
]
BROKER_ACTIONS: Final = ["secretsmanager:GetSecretValue"]
NETWORK_ACTIONS: Final = [
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeVpcs",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeSubnets",
    "ec2:DescribeSecurityGroups",
]
_ACCESS: Final = {
    "clientCertificateTlsAuth": "CLIENT_CERTIFICATE_TLS_AUTH",
    "saslPlainAuth": "BASIC_AUTH",
    "saslScram256Auth": "SASL_SCRAM_256_AUTH",
    "saslScram512Auth": "SASL_SCRAM_512_AUTH",
    "serverRootCaCertificate": "SERVER_ROOT_CA_CERTIFICATE",
    "vpcSecurityGroup": "VPC_SECURITY_GROUP",
    "vpcSubnet": "VPC_SUBNET",
}


def sqs(draft: Draft, function: Function, node: Node) -> None:
    """Add the mapping of a queue."""
    arn = member(node, "arn") or node
    more: dict[str, Json] = {"ScalingConfig": _scaling(node), "FunctionResponseTypes": _responses(node)}
    _map(draft, function, node, f"SQS{_name(draft, arn)}", {"EventSourceArn": arn, **more})
    draft.allow(function, SQS_ACTIONS, [arn], node)


def stream(draft: Draft, function: Function, node: Node) -> None:
    """Add the mapping of a stream of DynamoDB or Kinesis."""
    arn = member(node, "arn") or node
    kind = text(member(node, "type")) or ("dynamodb" if ":dynamodb:" in (text(arn) or "") else "kinesis")
    consumer = member(node, "consumer")
    source: Json = arn
    if consumer is not None and not is_left_out(consumer) and consumer.value is not False:
        source = _consumer(draft, function, arn, consumer)
    failure = member(node, "destinations", "onFailure")
    extra: dict[str, Json] = {
        "EventSourceArn": source,
        "StartingPosition": member(node, "startingPosition") or "TRIM_HORIZON",
        "FunctionResponseTypes": _responses(node),
        "DestinationConfig": _on_failure(draft, function, failure) if failure is not None else None,
    }
    _map(draft, function, node, f"{kind.capitalize()}{_name(draft, arn)}", extra)
    draft.allow(function, DYNAMODB_ACTIONS if kind == "dynamodb" else KINESIS_ACTIONS, [arn], node)


def msk(draft: Draft, function: Function, node: Node) -> None:
    """Add the mapping of a topic of a managed Kafka cluster."""
    arn = member(node, "arn") or node
    identifier = member(node, "saslScram512")
    access: list[Json] = [{"Type": "SASL_SCRAM_512_AUTH", "URI": identifier}] if identifier is not None else []
    extra: dict[str, Json] = {
        "EventSourceArn": arn,
        "StartingPosition": member(node, "startingPosition") or "TRIM_HORIZON",
        "Topics": [*items(member(node, "topic"))],
        "SourceAccessConfigurations": access or None,
        "AmazonManagedKafkaEventSourceConfig": _group(node),
    }
    _map(draft, function, node, f"MSK{_name(draft, arn)}{_name(draft, member(node, 'topic'))}", extra, group=False)
    draft.allow(function, ["kafka:DescribeCluster", "kafka:GetBootstrapBrokers"], [arn], node)
    draft.allow(function, NETWORK_ACTIONS, "*", node)


def kafka(draft: Draft, function: Function, node: Node) -> None:
    """Add the mapping of a topic of a Kafka cluster of one's own."""
    servers = member(node, "bootstrapServers")
    access = member(node, "accessConfigurations")
    configurations: list[Json] = []
    for key, value in members(access).items():
        prefix = {"vpcSubnet": "subnet:", "vpcSecurityGroup": "security_group:"}.get(key, "")
        for item in items(value):
            uri: Json = prefix + text(item) if prefix and text(item) else item  # type: ignore[operator] # it is a text
            configurations.append({"Type": _ACCESS.get(key, key), "URI": uri})
    extra: dict[str, Json] = {
        "SelfManagedEventSource": {"Endpoints": {"KafkaBootstrapServers": servers}} if servers is not None else None,
        "StartingPosition": member(node, "startingPosition") or "TRIM_HORIZON",
        "Topics": [*items(member(node, "topic"))],
        "SourceAccessConfigurations": configurations or None,
        "SelfManagedKafkaEventSourceConfig": _group(node),
    }
    _map(draft, function, node, f"Kafka{_name(draft, member(node, 'topic'))}", extra, group=False)
    secrets = [item for key, value in members(access).items() if "vpc" not in key for item in items(value)]
    if secrets:
        draft.allow(function, BROKER_ACTIONS, [*secrets], node)
    if "vpcSubnet" in members(access):
        draft.allow(function, NETWORK_ACTIONS, "*", node)


def activemq(draft: Draft, function: Function, node: Node) -> None:
    """Add the mapping of a queue of an ActiveMQ broker."""
    _broker(draft, function, node, "ActiveMQ")


def rabbitmq(draft: Draft, function: Function, node: Node) -> None:
    """Add the mapping of a queue of a RabbitMQ broker."""
    _broker(draft, function, node, "RabbitMQ")


def _broker(draft: Draft, function: Function, node: Node, kind: str) -> None:
    arn, secret = member(node, "arn") or node, member(node, "basicAuthArn")
    host = member(node, "virtualHost")
    access: list[Json] = [{"Type": "BASIC_AUTH", "URI": secret}] if secret is not None else []
    if host is not None:
        access.append({"Type": "VIRTUAL_HOST", "URI": host})
    extra: dict[str, Json] = {
        "EventSourceArn": arn,
        "Queues": [*items(member(node, "queue"))],
        "SourceAccessConfigurations": access or None,
    }
    _map(draft, function, node, f"{kind}{_name(draft, arn)}{_name(draft, member(node, 'queue'))}", extra)
    if secret is not None:
        draft.allow(function, BROKER_ACTIONS, [secret], node)
    draft.allow(function, ["mq:DescribeBroker"], [arn], node)
    draft.allow(function, NETWORK_ACTIONS, "*", node)


def _map(  # noqa: PLR0913 - one mapping: whose, of what, under which name
    draft: Draft, function: Function, node: Node, name: str, extra: dict[str, Json], *, group: bool = True
) -> None:
    options: dict[str, Json] = {
        _NAMES[key]: value for key, value in members(node).items() if key in _NAMES and not is_left_out(value)
    }
    if not group:
        options.pop("ConsumerGroupId", None)
    patterns = member(node, "filterPatterns")
    if patterns is not None and not is_left_out(patterns):
        options["FilterCriteria"] = {"Filters": [{"Pattern": pattern} for pattern in items(patterns)]}
    logical_id = f"{function.short}EventSourceMapping{name}"
    if logical_id in draft.resources:
        logical_id += str(draft.number(logical_id) + 1)
    draft.add(
        logical_id,
        "AWS::Lambda::EventSourceMapping",
        {"FunctionName": function.target, "Enabled": True, **options, **extra},
        node,
        Condition=function.own("condition"),
    )


def _responses(node: Node) -> Json:
    declared = member(node, "functionResponseType")
    return [declared] if declared is not None and not is_left_out(declared) else None


def _scaling(node: Node) -> Json:
    most = member(node, "maximumConcurrency")
    return {"MaximumConcurrency": most} if most is not None and not is_left_out(most) else None


def _group(node: Node) -> Json:
    group = member(node, "consumerGroupId")
    return {"ConsumerGroupId": group} if group is not None else None


def _consumer(draft: Draft, function: Function, arn: Node, consumer: Node) -> Json:
    """Give the ARN of a consumer of a stream: one that is there, or one that is made (`consumer: true`)."""
    if consumer.value is not True:
        return consumer
    logical_id = f"{function.short}{_name(draft, arn)}StreamConsumer"
    name: Json = f"{function.name}{_name(draft, arn)}Consumer"
    draft.add(logical_id, "AWS::Kinesis::StreamConsumer", {"StreamARN": arn, "ConsumerName": name}, consumer)
    draft.allow(function, ["kinesis:SubscribeToShard"], [made_of_json({"Ref": logical_id}, consumer)], consumer)
    return {"Ref": logical_id}


def _on_failure(draft: Draft, function: Function, failure: Node) -> Json:
    arn = member(failure, "arn") or failure
    kind = text(member(failure, "type")) or ((text(arn) or "").split(":") + [""] * 3)[2]
    if kind in ("sqs", "sns"):
        draft.allow(function, ["sqs:SendMessage" if kind == "sqs" else "sns:Publish"], arn, failure)
    return {"OnFailure": {"Destination": arn}}


def _name(draft: Draft, node: Node | None) -> str:
    """Give the name that an ARN or a reference ends with, for a logical id."""
    if node is None or node.kind == MAP:
        return ""
    if node.kind == CALL:
        referred = owner(node)
        if referred is not None:
            return alphanumeric(referred)
        imported = called(node, "Fn::ImportValue")
        if imported is not None:
            return alphanumeric(draft.settled(imported))
    written = draft.settled(node if node.kind == CALL else scalar(text(node) or "", node))
    parts = written.split(":")
    last = parts[-1].split("/")
    return alphanumeric(last[1] if len(last) > 1 and ":dynamodb:" in written else last[-1])
