"""Events that Lambda polls for: one table says where each type has its source and what its role needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.records import dataclass
from buttress.sources.cloudformation.sam.maker import is_call, made, substituted, with_members
from buttress.sources.cloudformation.sam.shape import items, literal, member, text
from buttress.sources.cloudformation.sam.statements import VERSION, allow, managed_arn, policy, sending_policy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.event import Event
    from buttress.sources.cloudformation.sam.maker import Value


@dataclass(frozen=True, slots=True)
class Pull:
    """Says for a type of event which property names its source, and which managed policy lets a function read it."""

    source: str | None
    policy: str | None
    kafka: str | None = None
    """The property of the mapping that holds what is particular to this kind of Kafka."""


SOURCES: Final[Mapping[str, Pull]] = {
    "DocumentDB": Pull("Cluster", None),
    "DynamoDB": Pull("Stream", "AWSLambdaDynamoDBExecutionRole"),
    "Kinesis": Pull("Stream", "AWSLambdaKinesisExecutionRole"),
    "MQ": Pull("Broker", None),
    "MSK": Pull("Stream", "AWSLambdaMSKExecutionRole", "AmazonManagedKafkaEventSourceConfig"),
    "SQS": Pull("Queue", "AWSLambdaSQSQueueExecutionRole"),
    "SelfManagedKafka": Pull(None, None, "SelfManagedKafkaEventSourceConfig"),
}
CONSUMED: Final = (
    "Broker", "Cluster", "CollectionName", "ConsumerGroupId", "DatabaseName", "DestinationConfig", "DynamicPolicyName",
    "FullDocument", "KafkaBootstrapServers", "Queue", "SchemaRegistryConfig", "SecretsManagerKmsKeyId", "Stream",
)  # fmt: skip
NETWORK: Final = [
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeVpcs",
    "ec2:DescribeSubnets",
    "ec2:DescribeSecurityGroups",
]
WITHOUT_SECRET: Final = frozenset({"IAM_AUTH", "IAM_OAUTHBEARER_AUTH"})


def add_mapping(event: Event) -> None:
    """Make the event source mapping, and let the function's role read the source."""
    add_mapping_of(event, event.id, event.type, event.properties)


def add_mapping_of(event: Event, name: str, kind: str, properties: Mapping[str, Node]) -> None:
    """Make an event source mapping of that type with those properties."""
    pull = SOURCES[kind]
    own = {key: node for key, node in properties.items() if key not in CONSUMED}
    servers = properties.get("KafkaBootstrapServers")
    mapping: dict[str, Value] = {
        **own,
        "EventSourceArn": properties.get(pull.source or ""),
        "FunctionName": event.target.name(event.node),
        "SelfManagedEventSource": {"Endpoints": {"KafkaBootstrapServers": servers}} if servers is not None else None,
        "DestinationConfig": _destinations(properties.get("DestinationConfig")),
    }
    if pull.kafka is not None:
        mapping[pull.kafka] = _only({key: properties.get(key) for key in ("ConsumerGroupId", "SchemaRegistryConfig")})
    if kind == "DocumentDB":
        mapping["DocumentDBEventSourceConfig"] = _only(
            {key: properties.get(key) for key in ("DatabaseName", "CollectionName", "FullDocument")}
        )
    event.add(name, "AWS::Lambda::EventSourceMapping", mapping)
    _allow(event, name, kind, properties)


def _only(found: Mapping[str, Node | None]) -> dict[str, Value] | None:
    known: dict[str, Value] = {key: node for key, node in found.items() if node is not None}
    return known or None


def _destinations(config: Node | None) -> Node | None:
    failure = member(config, "OnFailure")
    return (
        config
        if config is None or failure is None
        else with_members(config, {"OnFailure": with_members(failure, {"Type": None})})
    )


def _allow(event: Event, name: str, kind: str, properties: Mapping[str, Node]) -> None:
    managed = SOURCES[kind].policy
    if managed is not None:
        event.draft.attach(managed_arn(f"service-role/{managed}", event.node))
    event.draft.inline_once(_source_policy(event, name, kind, properties))
    failure = member(properties.get("DestinationConfig"), "OnFailure")
    arn = member(failure, "Destination")
    if failure is not None and arn is not None:
        event.draft.inline_once(sending_policy(text(member(failure, "Type")) or "", name, arn, failure))


def _source_policy(event: Event, name: str, kind: str, properties: Mapping[str, Node]) -> Node | None:
    """Make the inline policy that a type of source needs beside a managed one."""
    if kind == "MSK":
        certificates = _secrets(properties, lambda auth: auth == "CLIENT_CERTIFICATE_TLS_AUTH")
        statements = [*_registry(properties), *certificates]
        return policy("MSKExecutionRolePolicy", statements, event.node) if statements else None
    if kind == "MQ":
        basic = _secrets(properties, lambda auth: auth == "BASIC_AUTH")
        statements = [*basic, allow(["mq:DescribeBroker"], properties.get("Broker")), *_key(properties, "kms:Decrypt")]
        own = literal(properties.get("DynamicPolicyName")) is True
        return policy(f"{name}AMQPolicy" if own else "SamAutoGeneratedAMQPolicy", statements, event.node)
    if kind == "DocumentDB":
        return policy("SamAutoGeneratedDocumentDBPolicy", _document_db(event, properties), event.node)
    if kind == "SelfManagedKafka":
        statements = _kafka(properties)
        return policy("SelfManagedKafkaExecutionRolePolicy", statements, event.node, VERSION) if statements else None
    return None


def _document_db(event: Event, properties: Mapping[str, Node]) -> list[Value]:
    account = "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:"
    return [
        *_secrets(properties, lambda auth: auth == "BASIC_AUTH"),
        allow(["rds:DescribeDBClusterParameters"], substituted(f"{account}cluster-pg:*", event.node)),
        allow(["rds:DescribeDBSubnetGroups"], substituted(f"{account}subgrp:*", event.node)),
        allow(["rds:DescribeDBClusters"], properties.get("Cluster")),
        allow(NETWORK, "*"),
        *_key(properties, ["kms:Decrypt"]),
    ]


def _kafka(properties: Mapping[str, Node]) -> list[Value]:
    kinds = {text(member(access, "Type")) for access in items(properties.get("SourceAccessConfigurations"))}
    statements = _secrets(properties, lambda auth: auth.endswith("_AUTH") and auth not in WITHOUT_SECRET)
    statements += _secrets(properties, lambda auth: auth == "SERVER_ROOT_CA_CERTIFICATE")
    if {"VPC_SUBNET", "VPC_SECURITY_GROUP"} <= kinds:
        statements.append(allow(NETWORK, "*"))
    return [*statements, *_key(properties, ["kms:Decrypt"]), *_registry(properties)]


def _secrets(properties: Mapping[str, Node], wanted: Callable[[str], bool]) -> list[Value]:
    """Give the statements that let a function read the secrets of those kinds of authentication."""
    found: list[Value] = []
    for access in items(properties.get("SourceAccessConfigurations")):
        uri = member(access, "URI")
        if uri is not None and wanted(text(member(access, "Type")) or ""):
            found.append(allow(["secretsmanager:GetSecretValue"], uri))
    return found


def _key(properties: Mapping[str, Node], actions: str | list[str]) -> list[Value]:
    key = properties.get("SecretsManagerKmsKeyId")
    if key is None:
        return []
    arn = "arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/"
    if is_call(key):
        return [allow(actions, substituted(arn + "${KeyId}", key, KeyId=key))]
    return [allow(actions, substituted(f"{arn}{key.value}", key))]


def _registry(properties: Mapping[str, Node]) -> list[Value]:
    """Give the statements that let a function read a schema registry."""
    config = properties.get("SchemaRegistryConfig")
    uris = (member(access, "URI") for access in items(member(config, "AccessConfigs")))
    found: list[Value] = [allow(["secretsmanager:GetSecretValue"], uri) for uri in uris if uri is not None]
    registry = member(config, "SchemaRegistryURI")
    name = (text(registry) or "").partition(":registry/")[2]
    if registry is not None and name:
        schemas = made(
            [
                substituted(
                    f"arn:${{AWS::Partition}}:glue:${{AWS::Region}}:${{AWS::AccountId}}:schema/{name}/*", registry
                )
            ],
            registry,
        )
        found += [allow(["glue:GetRegistry"], registry), allow(["glue:GetSchemaVersion"], schemas)]
    return found
