"""Puts local files in the place of `AWS::Include`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from buttress.graph.node import CALL, LIST, MAP, Node
from buttress.sources.cloudformation.template import SECTIONS, Template
from buttress.sources.errors import SourceError

if TYPE_CHECKING:
    from buttress.graph.graph import Problem
    from buttress.sources.cloudformation.files import Files


def with_includes(template: Template, files: Files, problems: list[Problem]) -> Template:
    """Give the template with the content of local includes in their places; others stay as they are."""
    if files.workplace is None or not template.includes:
        return template
    sections = {
        name: {key: _included(node, template.file, files, problems) for key, node in template.section(name).items()}
        for name in SECTIONS
    }
    return replace(template, sections=sections)


def _included(node: Node, beside: str, files: Files, problems: list[Problem]) -> Node:
    """Rebuild the branches that hold an include; all other nodes are passed on as they are."""
    if node.kind == CALL:
        name, argument = node.value
        if name == "Fn::Transform":
            return _content(argument, node, beside, files, problems)
        inner = _included(argument, beside, files, problems)
        return (
            node if inner is argument else Node(CALL, (name, inner), node.file, node.line, node.column, node.end_line)
        )
    if node.kind == MAP and isinstance(node.value, dict):
        members = {key: _included(member, beside, files, problems) for key, member in node.value.items()}
        changed = any(members[key] is not member for key, member in node.value.items())
        return _merged(node, members, beside, files, problems) if changed or "Fn::Transform" in members else node
    if node.kind == LIST and isinstance(node.value, list):
        items = [_included(item, beside, files, problems) for item in node.value]
        changed = any(new is not old for new, old in zip(items, node.value, strict=True))
        return Node(LIST, items, node.file, node.line, node.column, node.end_line, node.open) if changed else node
    return node


def _merged(node: Node, members: dict[str, Node], beside: str, files: Files, problems: list[Problem]) -> Node:
    """Merge what `Fn::Transform` beside other members includes."""
    where = (node.file, node.line, node.column, node.end_line)
    argument = members.get("Fn::Transform")
    if argument is None:
        return Node(MAP, members, *where, node.open)
    content = _content(argument, node, beside, files, problems)
    if content.kind != MAP or not isinstance(content.value, dict):
        return Node(MAP, members, *where, node.open)
    own = {key: member for key, member in members.items() if key != "Fn::Transform"}
    return Node(MAP, {**content.value, **own}, *where)


def _content(argument: Node, node: Node, beside: str, files: Files, problems: list[Problem]) -> Node:
    location = _location(argument)
    if location is None:
        return node
    try:
        content = files.read(location, beside)
    except SourceError as error:
        problems.append(error.problem)
        return node
    return (
        node
        if content is None
        else Node(
            content.kind, content.value, content.file, content.line, content.column, content.end_line, content.open
        )
    )


def _location(argument: Node) -> str | None:
    """Give the literal location of an `AWS::Include`."""
    members = argument.value if isinstance(argument.value, dict) else {}
    name, parameters = members.get("Name"), members.get("Parameters")
    if name is None or name.value != "AWS::Include" or parameters is None or not isinstance(parameters.value, dict):
        return None
    location = parameters.value.get("Location")
    return location.value if location is not None and isinstance(location.value, str) else None
