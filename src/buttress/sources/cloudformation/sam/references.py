"""What SAM lets templates write for generated resources, such as `!Ref MyApi.Stage`, in the terms of CloudFormation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from buttress.graph.node import CALL, MAP, SCALAR, Node

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.graph.node import Content

_VARIABLE: Final = re.compile(r"\$\{([^{}!]+)\}")


def with_references(nodes: Mapping[str, Node], names: Mapping[str, str]) -> dict[str, Node]:
    """Give nodes with SAM's names of generated resources replaced; unchanged nodes are passed on."""
    return {key: _replaced(node, names) for key, node in nodes.items()}


def _replaced(node: Node, names: Mapping[str, str]) -> Node:
    value = node.value
    if node.kind == SCALAR:
        return node
    if node.kind == CALL:
        name, argument = value
        inner = _argument(name, argument, names)
        return node if inner is argument else _like(node, (name, inner))
    if isinstance(value, dict):
        new = {key: _replaced(child, names) for key, child in value.items()}
        return node if all(new[key] is child for key, child in value.items()) else _like(node, new)
    items = [_replaced(child, names) for child in value]
    return node if all(one is two for one, two in zip(items, value, strict=True)) else _like(node, items)


def _like(node: Node, value: Content) -> Node:
    return Node(node.kind, value, node.file, node.line, node.column, node.end_line, node.open)


def _argument(name: str, argument: Node, names: Mapping[str, str]) -> Node:
    value = argument.value
    if name == "Ref" and isinstance(value, str):
        return _like(argument, names[value]) if value in names else argument
    if name == "Fn::GetAtt":
        return _attribute(argument, names)
    if name == "Fn::Sub":
        return _pattern(argument, names)
    return _replaced(argument, names)


def _attribute(argument: Node, names: Mapping[str, str]) -> Node:
    value = argument.value
    parts = value if isinstance(value, list) else [argument]
    if not all(isinstance(part.value, str) for part in parts):
        return argument
    name, _, attribute = ".".join(str(part.value) for part in parts).rpartition(".")
    return _like(parts[0], f"{names[name]}.{attribute}") if name in names else argument


def _pattern(argument: Node, names: Mapping[str, str]) -> Node:
    value = argument.value
    if isinstance(value, str):
        written = _VARIABLE.sub(lambda match: _variable(match, names), value)
        return argument if written == value else _like(argument, written)
    if isinstance(value, list) and value and isinstance(value[0].value, str):
        own = value[1].value if len(value) > 1 and value[1].kind == MAP and isinstance(value[1].value, dict) else {}
        known = {name: identity for name, identity in names.items() if name not in own}
        new = [_pattern(value[0], known), *(_replaced(child, names) for child in value[1:])]
        return argument if all(one is two for one, two in zip(new, value, strict=True)) else _like(argument, new)
    return argument


def _variable(match: re.Match[str], names: Mapping[str, str]) -> str:
    written = match[1]
    if written in names:
        return "${" + names[written] + "}"
    name, _, attribute = written.rpartition(".")
    return f"${{{names[name]}.{attribute}}}" if name in names else match[0]
