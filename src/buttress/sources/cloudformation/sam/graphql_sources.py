"""The data sources of a GraphQL API: tables and functions, each with a role that may do what the source needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.sources.cloudformation.sam.connector import expand_connector
from buttress.sources.cloudformation.sam.expansion import Source, map_of
from buttress.sources.cloudformation.sam.maker import attribute, made, reference, substituted
from buttress.sources.cloudformation.sam.shape import is_content, literal, members
from buttress.sources.cloudformation.sam.statements import trust

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.graphql_parts import Parts
    from buttress.sources.cloudformation.sam.maker import Value

TABLE_ARN: Final = "arn:${AWS::Partition}:dynamodb:${__Region__}:${AWS::AccountId}:table/${__TableName__}"
NOTHING: Final = (None, "", False)


def add_data_sources(parts: Parts) -> None:
    """Add the data sources, and note their names."""
    declared = map_of(parts.source.get("DataSources"), f"the DataSources of {parts.source.id}")
    for name, node in map_of(declared.get("DynamoDb"), "DynamoDb").items():
        _add_table(parts, name, node)
    for name, node in map_of(declared.get("Lambda"), "Lambda").items():
        _add_function(parts, name, node)


def _add_table(parts: Parts, name: str, node: Node) -> None:
    told = map_of(node, f"the data source {name}")
    region = told.get("Region", reference("AWS::Region", node))
    config: dict[str, Value] = {
        "AwsRegion": region,
        "TableName": told.get("TableName"),
        "DeltaSyncConfig": told.get("DeltaSync"),
        **{key: told.get(key) for key in ("UseCallerCredentials", "Versioned") if _is_said(told.get(key))},
    }
    arn = told.get("TableArn") or substituted(TABLE_ARN, node, __TableName__=told.get("TableName"), __Region__=region)
    destination: dict[str, Value] = {"Type": "AWS::DynamoDB::Table", "Arn": arn}
    allowed = told.get("Permissions", made(["Read", "Write"], node))
    _add(parts, name, node, "DynamoDB", {"Type": "AMAZON_DYNAMODB", "DynamoDBConfig": config}, destination, allowed)


def _add_function(parts: Parts, name: str, node: Node) -> None:
    told = map_of(node, f"the data source {name}")
    config: dict[str, Value] = {"LambdaFunctionArn": told.get("FunctionArn")}
    destination: dict[str, Value] = {"Type": "AWS::Lambda::Function", "Arn": told.get("FunctionArn")}
    allowed = made(["Write"], node)
    _add(parts, name, node, "Lambda", {"Type": "AWS_LAMBDA", "LambdaConfig": config}, destination, allowed)


def _add(  # noqa: PLR0913 - a data source: what it is, where it leads, and what it may do there
    parts: Parts,
    name: str,
    node: Node,
    kind: str,
    properties: Mapping[str, Value],
    destination: Mapping[str, Value],
    allowed: Node,
) -> None:
    told = members(node)
    suffix = f"{name}{kind}DataSource"
    identity = parts.source.id + suffix
    role = told.get("ServiceRoleArn")
    arn = role if role is not None else attribute(f"{identity}Role", "Arn", node)
    content: dict[str, Value] = {
        "Name": told.get("Name", name),
        "Description": told.get("Description"),
        **properties,
        "ServiceRoleArn": arn,
    }
    parts.add(suffix, "DataSource", content, node)
    parts.sources[name] = attribute(identity, "Name", node)
    if role is not None:
        return
    trusting: dict[str, Value] = {"AssumeRolePolicyDocument": trust("appsync.amazonaws.com", node)}
    parts.add_other(f"{suffix}Role", "AWS::IAM::Role", trusting, node)
    start: dict[str, Value] = {
        "Type": "AWS::AppSync::DataSource",
        "Arn": attribute(identity, "DataSourceArn", node),
        "RoleName": reference(f"{identity}Role", node),
    }
    reached = "Table" if kind == "DynamoDB" else "Lambda"
    connect(parts, f"{identity}To{reached}Connector", start, destination, allowed)


def connect(parts: Parts, name: str, start: Mapping[str, Value], end: Mapping[str, Value], allowed: Node) -> None:
    """Make what a connector between two ends makes."""
    properties = {"Source": made(start, allowed), "Destination": made(end, allowed), "Permissions": allowed}
    expand_connector(parts.expansion, Source(name, "Connector", made({}, allowed), properties))


def _is_said(node: Node | None) -> bool:
    """Say whether a setting is given and not switched off."""
    return is_content(node) or literal(node) not in NOTHING
