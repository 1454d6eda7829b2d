"""Makes placed nodes of Python values, and changes maps without touching the nodes that were read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node, call, mapping, scalar, sequence
from buttress.sources.cloudformation.sam.shape import each_branch, members, plain, text

try:
    # `hashlib` loads OpenSSL, a fortieth of a start; `random` of the standard library goes round it in the same way.
    from _sha1 import sha1  # type: ignore[import-not-found, unused-ignore]  # typeshed leaves it out
except ImportError:  # pragma: no cover - an interpreter that was built without it
    from hashlib import sha1

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Value = Node | str | int | float | bool | None | Sequence["Value"] | Mapping[str, "Value"]
    Json = Node | str | int | float | bool | None | list["Json"] | dict[str, "Json"]

PARTITION = "aws"
"""Whatever is not told by `AWS::Partition` is in the commercial partition, as SAM has it in commercial Regions."""


def made(value: Value, cause: Node) -> Node:
    """Make a node at the place of its cause; nodes stay as they are, members that are None are left out."""
    if isinstance(value, Node):
        return value
    if value is None or isinstance(value, str | bool | int | float):
        return scalar(value, cause)
    if hasattr(value, "items"):
        return mapping({key: made(item, cause) for key, item in value.items() if item is not None}, cause)
    return sequence([made(item, cause) for item in value], cause)


def made_of_json(value: Json, cause: Node) -> Node:
    """Make a node of what JSON holds, intrinsic functions being calls; nodes in it stay as they are."""
    if isinstance(value, Node):
        return value
    if isinstance(value, list):
        return sequence([made_of_json(item, cause) for item in value], cause)
    if isinstance(value, dict):
        (name, argument), *rest = value.items() if value else (("", None),)
        if not rest and (name == "Ref" or name.startswith("Fn::")):
            return call(name, made_of_json(argument, cause), cause)
        return mapping({key: made_of_json(item, cause) for key, item in value.items()}, cause)
    return scalar(value, cause)


def reference(name: str, cause: Node) -> Node:
    """Make a `Ref`."""
    return call("Ref", scalar(name, cause), cause)


def attribute(name: str, of: str, cause: Node) -> Node:
    """Make an `Fn::GetAtt` of a resource's attribute."""
    return call("Fn::GetAtt", sequence([scalar(name, cause), scalar(of, cause)], cause), cause)


def substituted(pattern: str, cause: Node, **variables: Value) -> Node:
    """Make an `Fn::Sub` with variables, or without."""
    if not variables:
        return call("Fn::Sub", scalar(pattern, cause), cause)
    return call("Fn::Sub", sequence([scalar(pattern, cause), made(variables, cause)], cause), cause)


def conditional(condition: str, chosen: Node, otherwise: Node | None = None) -> Node:
    """Make an `Fn::If` at the place of what it chooses; what is not chosen is left out."""
    instead = otherwise if otherwise is not None else reference("AWS::NoValue", chosen)
    return call("Fn::If", sequence([scalar(condition, chosen), chosen, instead], chosen), chosen)


def hashed(prefix: str, of: Node | str | None) -> str:
    """Make a logical id as SAM does: a prefix, and ten digits of the SHA-1 of the content that tells it apart."""
    if of is None or of == "":
        return prefix
    content = plain(of) if isinstance(of, Node) else of
    written = content if isinstance(content, str) else json.dumps(content, separators=(",", ":"), sort_keys=True)
    return f"{prefix}{sha1(written.encode(), usedforsecurity=False).hexdigest()[:10]}"


def suffixed(prefix: str, suffix: Node | str | None) -> str:
    """Make a logical id of a prefix and a suffix, which is hashed where it is not alphanumeric."""
    written = suffix if isinstance(suffix, str) else text(suffix) or ""
    return prefix + written if written.isalnum() else hashed(prefix, written)


def with_members(node: Node, changes: Mapping[str, Node | None]) -> Node:
    """Give a map with some members set, or taken out where None; the place of the map stays."""
    merged = {**members(node), **{key: value for key, value in changes.items() if value is not None}}
    for key in [key for key, value in changes.items() if value is None]:
        merged.pop(key, None)
    return Node(MAP, merged, node.file, node.line, node.column, node.end_line, node.open)


def with_items(node: Node | None, more: Sequence[Node], cause: Node) -> Node:
    """Give a list with more items at its end; what is no list becomes the first item of one."""
    if node is None:
        return sequence(more, cause)
    if node.kind != LIST:
        return sequence([node, *more], node)
    return Node(LIST, [*node.value, *more], node.file, node.line, node.column, node.end_line, node.open)


def changed(node: Node, path: Sequence[str], change: Callable[[Node | None], Node | None], cause: Node) -> Node:
    """Give a map with what stands at a path changed, in every branch on the way; missing maps stand at the cause."""
    if node.kind not in (MAP, CALL):
        return node
    return each_branch(node, lambda branch: _changed(branch, path, change, cause))


def _changed(node: Node, path: Sequence[str], change: Callable[[Node | None], Node | None], cause: Node) -> Node:
    if node.kind != MAP:
        return node
    first, *rest = path
    inner = members(node).get(first)
    if not rest:
        return with_members(node, {first: change(inner)})
    if inner is None or (inner.kind == SCALAR and inner.value is None):
        inner = mapping({}, cause)
    return with_members(node, {first: changed(inner, rest, change, cause)})


def with_value(node: Node, path: Sequence[str], value: Node) -> Node:
    """Give a map with a value set at a path of keys, in every branch on the way."""
    return changed(node, path, lambda _: value, value)


def tags_of(node: Node | None) -> list[Node]:
    """Give the tags of a map as the list of keys and values that CloudFormation wants, each at its own place."""
    return [
        made({"Key": key, "Value": "" if value.value is None else value}, value) for key, value in members(node).items()
    ]


def is_call(node: Node | None) -> bool:
    """Say whether a node is an intrinsic function."""
    return node is not None and node.kind == CALL
