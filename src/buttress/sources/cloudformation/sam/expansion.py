"""What a template becomes while it is expanded: the resources so far, and how more are added."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Final

from buttress.graph.graph import Problem
from buttress.graph.node import MAP, Node, call
from buttress.records import dataclass
from buttress.sources.cloudformation.sam.maker import (
    attribute,
    changed,
    made,
    reference,
    tags_of,
    with_items,
    with_members,
)
from buttress.sources.cloudformation.sam.shape import literal, member, members, referred, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from buttress.sources.cloudformation.files import Files
    from buttress.sources.cloudformation.sam.maker import Value
    from buttress.sources.cloudformation.sam.route import Route
    from buttress.sources.cloudformation.template import Template

INHERITED: Final = ("Condition", "DeletionPolicy", "UpdateReplacePolicy")
"""The attributes of a SAM resource that the resources generated for it have too."""
OWN: Final = (
    "DependsOn",
    "Condition",
    "DeletionPolicy",
    "UpdatePolicy",
    "UpdateReplacePolicy",
    "CreationPolicy",
    "Metadata",
)


def _listed(tags: Node) -> Node:
    return made(tags_of(tags), tags)


def _as_they_are(tags: Node) -> Node:
    return tags


TAGGED: Final[Mapping[str, Callable[[Node], Node]]] = {
    "AWS::ApiGateway::ApiKey": _listed,
    "AWS::ApiGateway::DomainName": _listed,
    "AWS::ApiGateway::DomainNameAccessAssociation": _listed,
    "AWS::ApiGateway::DomainNameV2": _listed,
    "AWS::ApiGateway::RestApi": _listed,
    "AWS::ApiGateway::Stage": _listed,
    "AWS::ApiGateway::UsagePlan": _listed,
    "AWS::ApiGatewayV2::Api": _as_they_are,
    "AWS::ApiGatewayV2::DomainName": _as_they_are,
    "AWS::ApiGatewayV2::Stage": _as_they_are,
    "AWS::IAM::Role": _listed,
    "AWS::IoT::TopicRule": _listed,
    "AWS::Lambda::Function": _listed,
    "AWS::S3::Bucket": _listed,
    "AWS::SNS::Topic": _listed,
    "AWS::SQS::Queue": _listed,
    "AWS::StepFunctions::StateMachine": _listed,
}
"""The types of generated resources that take tags, and the form in which they take them."""


def with_tags(kind: str, properties: Node, tags: Node) -> Node:
    """Give properties the tags of the SAM resource; those take the place of its own where they are a list."""
    wanted, own = TAGGED[kind](tags), member(properties, "Tags")
    both = with_members(own, dict(members(wanted))) if own is not None and own.kind == MAP else wanted
    return with_members(properties, {"Tags": both})


class Unexpandable(Exception):  # noqa: N818 - it is an answer about the template, not about the program
    """Says that a resource or event has a shape of which SAM makes nothing; carries the place."""

    def __init__(self, message: str, node: Node, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.node = node
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Source:
    """Holds a SAM resource: logical id, type without `AWS::Serverless::`, and properties with Globals merged."""

    id: str
    type: str
    node: Node
    properties: Mapping[str, Node]

    def get(self, *path: str) -> Node | None:
        """Give the property at a path of keys."""
        first, *rest = path
        return member(self.properties.get(first), *rest)

    def without(self, *names: str) -> dict[str, Node]:
        """Give the properties but for those that mean something to SAM only."""
        return {name: node for name, node in self.properties.items() if name not in names}

    @property
    def condition(self) -> str | None:
        """Give the name of the condition under which it exists."""
        return text(member(self.node, "Condition"))

    @property
    def tags_to_pass_on(self) -> Node | None:
        """Give the tags, where generated resources are to have them too."""
        return self.get("Tags") if literal(self.get("PropagateTags")) in (True, "true") else None


@dataclass(frozen=True, slots=True)
class Target:
    """Names what events invoke: a function, its alias, or a state machine."""

    id: str
    source: Source
    is_alias: bool = False

    def name(self, cause: Node) -> Node:
        """Make the reference that a permission or an event source mapping holds."""
        return reference(self.id, cause)

    def arn(self, cause: Node) -> Node:
        """Make the reference to its ARN."""
        if self.is_alias or self.source.type == "StateMachine":
            return reference(self.id, cause)
        return attribute(self.id, "Arn", cause)


@dataclass(slots=True)
class Expansion:
    """Collects the resources and conditions of one template; `sources` are the SAM resources with Globals merged."""

    template: Template
    files: Files
    problems: list[Problem]
    sources: dict[str, Source] = field(default_factory=dict)
    resources: dict[str, Node] = field(default_factory=dict)
    conditions: dict[str, Node] = field(default_factory=dict)
    routes: dict[str, list[Route]] = field(default_factory=dict)
    preferences: dict[str, tuple[Source, Node]] = field(default_factory=dict)
    """The deployment preferences of functions, by the functions' logical ids."""
    aliases: dict[str, str] = field(default_factory=dict)
    """What SAM lets templates call generated resources, such as `MyApi.Stage`, with their logical ids."""

    def add(  # noqa: PLR0913 - what a resource is made of
        self,
        name: str,
        kind: str,
        properties: Mapping[str, Value],
        cause: Node,
        source: Source | None = None,
        attributes: Mapping[str, Value] | None = None,
    ) -> str:
        """Add a generated resource at the place of its cause, with the condition of the SAM resource that it is for."""
        inherited = {key: member(source.node, key) for key in INHERITED} if source is not None else {}
        tags = source.tags_to_pass_on if source is not None else None
        declared = made(properties, cause)
        if tags is not None and kind in TAGGED:
            declared = with_tags(kind, declared, tags)
        self.resources[name] = made({"Type": kind, "Properties": declared, **inherited, **(attributes or {})}, cause)
        return name

    def become(self, source: Source, kind: str, properties: Mapping[str, Value], **attributes: Value) -> None:
        """Put the canonical resource in the place of a SAM resource, under the same logical id."""
        own = {key: member(source.node, key) for key in OWN}
        declared = members(source.node).get("Properties", source.node)
        content: dict[str, Value] = {"Type": made(kind, members(source.node)["Type"]), **own, **attributes}
        content["Properties"] = made(properties, declared)
        self.resources[source.id] = made(content, source.node)

    def change(self, name: str, path: Sequence[str], change: Callable[[Node | None], Node | None], cause: Node) -> None:
        """Change what stands at a path of a resource that is there already."""
        self.resources[name] = changed(self.resources[name], path, change, cause)

    def append(self, name: str, path: Sequence[str], more: Sequence[Node], cause: Node) -> None:
        """Add items to the list at a path of a resource that is there already."""
        self.change(name, path, lambda old: with_items(old, more, cause), cause)

    def negate(self, condition: str, cause: Node, suffix: str = "") -> str:
        """Add the condition that another one does not hold, and give its name."""
        name = f"NOT{condition}{suffix}"
        inner = made([{"Condition": condition}], cause)
        self.conditions[name] = call("Fn::Not", inner, cause)
        return name

    def both(self, first: str, second: str, cause: Node, suffix: str) -> str:
        """Add the condition that two others hold, and give its name."""
        name = f"{first}AND{second}{suffix}"
        self.conditions[name] = call("Fn::And", made([{"Condition": each} for each in (first, second)], cause), cause)
        return name

    def either(self, name: str, names: Sequence[str], cause: Node) -> str:
        """Add the condition that one of the named ones holds, and give its name."""
        self.conditions[name] = call("Fn::Or", made([{"Condition": each} for each in names], cause), cause)
        return name

    def resolved(self, node: Node | None) -> str | None:
        """Give a literal text, or the default of the parameter that is referred to: SAM needs it to name a resource."""
        name = referred(node)
        if name is None:
            return text(node)
        default = member(self.template.section("Parameters").get(name), "Default")
        value = literal(default)
        return None if value is None or isinstance(value, bool) else str(value)

    def report(self, problem: Unexpandable) -> None:
        """Note what could not be expanded."""
        node = problem.node
        self.problems.append(Problem(node.file, node.line, node.column, problem.message, problem.hint))


def map_of(node: Node | None, what: str) -> Mapping[str, Node]:
    """Give the members of what must be a map; raises `Unexpandable` for anything else."""
    if node is None:
        return {}
    if node.kind != MAP:
        raise Unexpandable(
            f"{what} is no map, so SAM cannot expand it.", node, "Write it as a map without a function around it."
        )
    return members(node)
