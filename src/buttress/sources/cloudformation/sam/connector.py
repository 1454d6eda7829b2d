"""`AWS::Serverless::Connector`, alone or inside of its source: what one resource may do with another."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.node import LIST, MAP, Node, mapping
from buttress.records import dataclass
from buttress.sources.cloudformation.sam.expansion import Source, Unexpandable
from buttress.sources.cloudformation.sam.maker import made, made_of_json, reference, with_members
from buttress.sources.cloudformation.sam.policy_templates import DATA
from buttress.sources.cloudformation.sam.shape import items, member, members, owner, plain, text
from buttress.sources.cloudformation.template import type_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from buttress.sources.cloudformation.sam.expansion import Expansion
    from buttress.sources.cloudformation.sam.maker import Json, Value

CANONICAL: Final = {
    "AWS::Serverless::Api": "AWS::ApiGateway::RestApi",
    "AWS::Serverless::Function": "AWS::Lambda::Function",
    "AWS::Serverless::HttpApi": "AWS::ApiGatewayV2::Api",
    "AWS::Serverless::SimpleTable": "AWS::DynamoDB::Table",
    "AWS::Serverless::StateMachine": "AWS::StepFunctions::StateMachine",
}
PARTS: Final = {"Id": "ResourceId", "QueueUrl": "Url"}
"""Parts that a connector's profile, the connector and the resource call by different names."""
VARIABLE: Final = re.compile(r"%{([\w.]+)}")


@cache
def profiles() -> Any:  # noqa: ANN401 - JSON
    """Give SAM's connector profiles: data of aws-sam-translator, read when first needed."""
    return json.loads((DATA / "connector_profiles.json").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class End:
    """Holds one end of a connector: its type, its logical id where it has one, and what its profile calls its parts."""

    type: str
    id: str | None
    parts: Mapping[str, Node]

    def variables(self, side: str) -> dict[str, Node]:
        """Give the values of the variables of one side in a profile."""
        return {f"{side}.{name}": node for name, node in self.parts.items()}


def embedded_connectors(name: str, node: Node) -> Iterator[Source]:
    """Give the connectors that a resource holds under `Connectors`."""
    for key, connector in members(member(node, "Connectors")).items():
        properties = member(connector, "Properties")
        origin = {"Id": made(name, connector), **members(member(properties, "SourceReference"))}
        own = {**members(properties), "Source": mapping(origin, connector)}
        yield Source(
            name + key, "Connector", connector, {key: value for key, value in own.items() if key != "SourceReference"}
        )


def expand_connector(expansion: Expansion, source: Source) -> None:
    """Make the policies and permissions that a connector asks for."""
    destinations = source.get("Destination")
    several = destinations is not None and destinations.kind == LIST
    made_ids: list[str] = []
    for index, destination in enumerate(items(destinations)):
        suffix = f"Destination{index}" if several else ""
        made_ids += _connect(expansion, source, destination, suffix)
    _replace_dependencies(expansion, source.id, made_ids)


def _connect(expansion: Expansion, source: Source, destination: Node, suffix: str) -> list[str]:
    origin = source.get("Source")
    if origin is None:
        raise Unexpandable(f"the connector {source.id} has no Source.", source.node)
    start, end = _end(expansion, origin, destination), _end(expansion, destination, origin)
    profile = profiles()["Permissions"].get(start.type, {}).get(end.type)
    if profile is None:
        raise Unexpandable(
            f"SAM connects no {start.type or 'unknown'} with {end.type or 'unknown'} ({source.id}).", destination
        )
    given = {**start.variables("Source"), **end.variables("Destination")}
    wanted = [text(one) or "" for one in items(source.get("Permissions"))]
    categories = profile["Properties"]["AccessCategories"]
    found = {name: _filled(categories[name], given, destination) for name in categories if name in wanted}
    inner = start if profile["Properties"].get("SourcePolicy") else end
    return _generate(expansion, source, profile, _Access(start, end, inner, found, suffix, destination))


@dataclass(frozen=True, slots=True)
class _Access:
    """Holds what one destination of a connector is allowed, by category, and the end whose policy says so."""

    start: End
    end: End
    inner: End
    categories: Mapping[str, Node]
    suffix: str
    cause: Node

    @property
    def document(self) -> Node:
        statements = [one for node in self.categories.values() for one in items(member(node, "Statement"))]
        return made({"Version": "2012-10-17", "Statement": statements}, self.cause)


def _generate(expansion: Expansion, source: Source, profile: Mapping[str, Any], access: _Access) -> list[str]:
    kind = profile["Type"]
    if kind == "AWS_LAMBDA_PERMISSION":
        return [_add_permission(expansion, source, access, name) for name in access.categories]
    if kind == "AWS_SQS_QUEUE_POLICY":
        return [_add_policy(expansion, source, access, "QueuePolicy", "AWS::SQS::QueuePolicy", "Queues", "Url")]
    if kind == "AWS_SNS_TOPIC_POLICY":
        return [_add_policy(expansion, source, access, "TopicPolicy", "AWS::SNS::TopicPolicy", "Topics", "Arn")]
    name = _add_policy(expansion, source, access, "Policy", "AWS::IAM::ManagedPolicy", "Roles", "RoleName")
    depended_by = profile["Properties"].get("DependedBy")
    for waiting in _waiting(expansion, access, depended_by):
        expansion.append(waiting, ["DependsOn"], [made(name, access.cause)], access.cause)
    return [name]


def _waiting(expansion: Expansion, access: _Access, depended_by: str | None) -> list[str]:
    """Give the resources that must not be there before the policy is."""
    if depended_by == "SOURCE" and access.start.id is not None:
        return [access.start.id]
    if depended_by != "DESTINATION_EVENT_SOURCE_MAPPING" or access.start.id is None:
        return []
    found = [
        name
        for name, node in expansion.resources.items()
        if type_of(node) == "AWS::Lambda::EventSourceMapping"
        and owner(member(node, "Properties", "FunctionName")) == access.end.id
        and owner(member(node, "Properties", "EventSourceArn")) == access.start.id
    ]
    return found if len(found) == 1 else []


def _add_policy(  # noqa: PLR0913 - where a policy is put differs by type
    expansion: Expansion, source: Source, access: _Access, suffix: str, kind: str, holders: str, part: str
) -> str:
    holder = access.inner.parts.get(part)
    if holder is None:
        whose = access.inner.id or access.inner.type
        what = f"the connector {source.id} finds no {part} of {whose} to give the policy to."
        raise Unexpandable(what, access.cause)
    properties: dict[str, Value] = {"PolicyDocument": access.document, holders: [holder]}
    return expansion.add(
        source.id + suffix + access.suffix, kind, properties, access.cause, source, _attributes(source)
    )


def _add_permission(expansion: Expansion, source: Source, access: _Access, name: str) -> str:
    function = access.inner.parts.get("Arn")
    properties: dict[str, Value] = {**members(access.categories[name]), "FunctionName": function}
    identity = f"{source.id}{name}LambdaPermission{access.suffix}"
    return expansion.add(identity, "AWS::Lambda::Permission", properties, access.cause, source, _attributes(source))


def _attributes(source: Source) -> dict[str, Node]:
    waits = member(source.node, "DependsOn")
    return {"DependsOn": waits} if waits is not None else {}


def _end(expansion: Expansion, node: Node, other: Node) -> End:
    name = text(member(node, "Id"))
    if name is None:
        kind = text(member(node, "Type")) or ""
        return End(
            CANONICAL.get(kind, kind), None, {PARTS.get(key, key): value for key, value in members(node).items()}
        )
    resource = expansion.resources.get(name)
    if resource is None:
        raise Unexpandable(f"a connector speaks of {name}, which is no resource of this template.", node)
    profile = profiles()["CfnResourceProperties"].get(type_of(resource), {})
    outputs = json.loads(json.dumps(profile.get("Outputs", {})).replace("%{logicalId}", name))
    parts = {PARTS.get(key, key): made_of_json(value, node) for key, value in outputs.items()}
    role = _role(resource, profile.get("Inputs", {}).get("Role"), other)
    if role is not None:
        parts["RoleName"] = reference(role, node)
    qualifier = member(node, "Qualifier")
    return End(type_of(resource), name, {**parts, "Qualifier": qualifier} if qualifier is not None else parts)


def _role(resource: Node, where: object, other: Node) -> str | None:
    """Give the logical id of the role that a resource has; a rule's is that of its target."""
    if isinstance(where, str):
        return owner(member(resource, "Properties", where))
    if not isinstance(where, dict):
        return None
    for target in items(member(resource, "Properties", "Targets")):
        arn, wanted = member(target, "Arn"), member(other, "Arn")
        mine = text(member(other, "Id"))
        if arn is not None and (
            (mine is not None and owner(arn) == mine) or (wanted is not None and plain(arn) == plain(wanted))
        ):
            return owner(member(target, "RoleArn"))
    return None


def _filled(value: Json, given: Mapping[str, Node], cause: Node) -> Node:
    return made_of_json(_with_values(value, given, cause), cause)


def _with_values(value: Json, given: Mapping[str, Node], cause: Node) -> Json:
    """Put values in the place of a profile's variables; a text with other text around them becomes an `Fn::Sub`."""
    if isinstance(value, dict):
        return {key: _with_values(item, given, cause) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_values(item, given, cause) for item in value]
    if not isinstance(value, str):
        return value
    names = VARIABLE.findall(value)
    missing = [name for name in names if name not in given]
    if missing:
        raise Unexpandable(f"a connector needs the {missing[0]}, which nothing tells.", cause)
    if names and value == f"%{{{names[0]}}}":
        return given[names[0]]
    pattern = VARIABLE.sub(lambda match: "${" + match[1].replace(".", "") + "}", value)
    if names:
        return {"Fn::Sub": [pattern, {name.replace(".", ""): given[name] for name in names}]}
    return {"Fn::Sub": value} if "${" in value else value


def _replace_dependencies(expansion: Expansion, connector: str, made_ids: list[str]) -> None:
    """Have what waits for the connector wait for what it made."""
    for name, node in expansion.resources.items():
        waits = member(node, "DependsOn")
        if waits is not None and any(text(one) == connector for one in items(waits)) and node.kind == MAP:
            kept = [one for one in items(waits) if text(one) != connector]
            expansion.resources[name] = with_members(node, {"DependsOn": made([*kept, *made_ids], waits)})
