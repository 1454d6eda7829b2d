"""The template of one service while it is made."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from buttress.graph.graph import Problem
from buttress.graph.node import MAP, SCALAR, Node, mapping, scalar
from buttress.graph.unread import Unread
from buttress.graph.values import Unresolved
from buttress.sources.cloudformation.sam.maker import attribute, made_of_json, with_items, with_members
from buttress.sources.cloudformation.sam.shape import is_left_out, member, members, text
from buttress.sources.serverless.naming import dashed, normalised, settled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.sources.cloudformation.sam.maker import Json
    from buttress.sources.serverless.openings import Openings


def major_of(config: Node) -> int:
    """Give the framework's major version that a file asks for, 4 where it names none."""
    declared = member(config, "frameworkVersion")
    match = re.search(r"\d+", str(declared.value)) if declared is not None and declared.kind == SCALAR else None
    return int(match[0][:3]) if match else 4


@dataclass(slots=True)
class Function:
    """Holds one function of a service; `target` is what its events invoke, `node` its place."""

    name: str
    node: Node
    logical_id: str
    target: Node

    @property
    def short(self) -> str:
        """Give the function's part of logical ids."""
        return normalised(self.name)

    def own(self, name: str) -> Node | None:
        """Give a property of the function's own."""
        found = members(self.node).get(name)
        return found if not is_left_out(found) else None


@dataclass(slots=True)
class Draft:
    """Collects the resources of one service; `config` is the file with its variables filled in."""

    config: Node
    openings: Openings
    stage: Node
    resources: dict[str, Node] = field(default_factory=dict)
    statements: list[Node] = field(default_factory=list)
    """What events and settings of functions with the default role add to that role."""
    problems: list[Problem] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    functions: dict[str, Function] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    trusted: set[str] = field(default_factory=set)
    """Services beside Lambda that may assume the default role."""
    edges: list[tuple[Function, Node]] = field(default_factory=list)
    """The functions at the edge, each with its event."""
    own_statements: dict[str, list[Node]] = field(default_factory=dict)
    """What events add to the role of a function that has one of its own by a plugin."""

    @property
    def service(self) -> Node:
        """Give the name of the service."""
        declared = member(self.config, "service")
        name = member(declared, "name") if declared is not None and declared.kind == MAP else declared
        return name if name is not None else scalar(Unresolved("the service has no name", None), self.config)

    @property
    def provider(self) -> Mapping[str, Node]:
        """Give the settings of the provider."""
        return members(member(self.config, "provider"))

    @property
    def major(self) -> int:
        """Give the framework's major version; see `major_of`."""
        return major_of(self.config)

    def setting(self, *names: str) -> Node | None:
        """Give a setting of the provider by its path."""
        found = member(self.config, "provider", *names)
        return found if not is_left_out(found) else None

    def plugins(self) -> list[Node]:
        """Give the plugins that the service uses (guides/plugins: a list, or a map with `modules`)."""
        declared = member(self.config, "plugins")
        declared = member(declared, "modules") if declared is not None and declared.kind == MAP else declared
        content = declared.value if declared is not None and isinstance(declared.value, list) else []
        return [plugin for plugin in content if text(plugin)]

    def uses(self, plugin: str) -> bool:
        """Say whether the service uses a plugin."""
        return any(plugin == each.value for each in self.plugins())

    def named(self, *parts: str | Node, cause: Node) -> Node:
        """Give a name that begins with those of the service and the stage."""
        return dashed([self.service, self.stage, *parts], cause)

    def add(
        self,
        logical_id: str,
        kind: str,
        properties: Mapping[str, Json],
        cause: Node,
        **attributes: Json,
    ) -> Node:
        """Add a resource at the place of its cause; what is None is left out. One that is there already stays."""
        known = self.resources.get(logical_id)
        if known is not None:
            return known
        content: dict[str, Json] = {
            "Type": kind,
            "Properties": _pruned({**properties}),
            **{key: value for key, value in attributes.items() if value is not None},
        }
        self.resources[logical_id] = made = made_of_json(content, cause)
        return made

    def append(self, logical_id: str, path: tuple[str, ...], item: Node) -> None:
        """Add an item to a list of a resource's properties."""
        resource = self.resources[logical_id]
        self.resources[logical_id] = _appended(resource, ("Properties", *path), item)

    def number(self, name: str) -> int:
        """Count, from one."""
        self.counts[name] = self.counts.get(name, 0) + 1
        return self.counts[name]

    def settled(self, node: Node | None) -> str:
        """Give a text for a logical id."""
        return settled(node, self.openings)

    def not_read(self, kind: str, what: str, node: Node) -> None:
        """Note what could not be looked into."""
        self.unread.append(Unread(kind, what, node.location))

    def problem(self, node: Node, message: str, hint: str = "") -> None:
        """Note what is wrong at a place."""
        self.problems.append(Problem(node.file, node.line, node.column, message, hint))

    def allow(self, function: Function, actions: list[str], resource: Json, cause: Node) -> None:
        """Let a function do something, where its role is the framework's to make."""
        self.grant(function, made_of_json({"Effect": "Allow", "Action": [*actions], "Resource": resource}, cause))

    def grant(self, function: Function, statement: Node) -> None:
        """Add a statement to the role of a function, where that is the framework's to make."""
        if function.name in self.own_statements:
            self.own_statements[function.name].append(statement)
        elif function.own("role") is None:
            self.statements.append(statement)

    def permit(self, logical_id: str, function: Function, principal: str, cause: Node, **more: Json) -> None:
        """Let a service invoke a function."""
        properties: dict[str, Json] = {
            "FunctionName": function.target,
            "Action": "lambda:InvokeFunction",
            "Principal": principal,
            **more,
        }
        self.add(logical_id, "AWS::Lambda::Permission", properties, cause, Condition=function.own("condition"))

    def arn_of(self, node: Node | None) -> Node | None:
        """Give the ARN that a function's name or an ARN means; names are those of functions of this service."""
        name = text(node)
        if node is None or name is None or name not in self.functions:
            return node
        return attribute(self.functions[name].logical_id, "Arn", node)


def _pruned(value: Json) -> Json:
    """Take out the members that say nothing; nodes stay as they are."""
    if isinstance(value, dict):
        return {key: _pruned(item) for key, item in value.items() if item is not None}
    return [_pruned(item) for item in value] if isinstance(value, list) else value


def _appended(node: Node, path: tuple[str, ...], item: Node) -> Node:
    first, *rest = path
    inner = members(node).get(first)
    if not rest:
        return with_members(node, {first: with_items(inner, [item], item)})
    return with_members(node, {first: _appended(inner if inner is not None else mapping({}, item), tuple(rest), item)})
