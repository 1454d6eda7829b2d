"""Looks property paths up in the resource schemas of CloudFormation, which cfn-lint carries."""

from __future__ import annotations

import functools
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SCHEMAS: Final = files("cfnlint").joinpath("data/schemas")

Node = dict[str, Any]


@functools.cache
def providers() -> Mapping[str, str]:
    """Gives the file of each type's schema."""
    names: dict[str, str] = json.loads(SCHEMAS.joinpath("providers/us-east-1.json").read_text(encoding="utf-8"))
    return names


@functools.cache
def schema(resource_type: str) -> Node:
    """Gives the schema of a type."""
    node: Node = json.loads(
        SCHEMAS.joinpath(f"resources/{providers()[resource_type]}.json").read_text(encoding="utf-8")
    )
    return node


def known_at_root(resource_type: str, path: tuple[str, ...]) -> bool:
    """Says whether a path starts at a property of the type and exists all along."""
    root = schema(resource_type)
    return _known(root, root, path)


@functools.cache
def known_anywhere(resource_type: str, path: tuple[str, ...]) -> bool:
    """Says whether a path exists below some part of the type."""
    root = schema(resource_type)
    return any(_known(root, part, path) for part in (root, *root.get("definitions", {}).values(), *_inlined(root)))


def _known(root: Node, node: Node, path: tuple[str, ...]) -> bool:
    if not path:
        return True
    for form in _forms(root, node):
        child = form.get("properties", {}).get(path[0])
        if child is not None:
            return _known(root, child, path[1:])
        if any(_known(root, value, path[1:]) for value in form.get("patternProperties", {}).values()):
            return True
    return False


def _forms(root: Node, node: Node) -> Iterator[Node]:
    """Gives what a node is: itself, what it refers to, its items, its alternatives."""
    yield node
    if "$ref" in node:
        yield from _forms(root, _referred(root, node["$ref"]))
    if isinstance(node.get("items"), dict):
        yield from _forms(root, node["items"])
    for word in ("anyOf", "oneOf", "allOf"):
        for alternative in node.get(word, ()):
            yield from _forms(root, alternative)


def _referred(root: Node, pointer: str) -> Node:
    node: Any = root
    for step in pointer.removeprefix("#/").split("/"):
        node = node[step]
    found: Node = node
    return found


def _inlined(node: object) -> Iterator[Node]:
    """Gives the parts that are written where they are used."""
    if isinstance(node, dict):
        if "properties" in node:
            yield node
        for member in node.values():
            yield from _inlined(member)
    elif isinstance(node, list):
        for member in node:
            yield from _inlined(member)
