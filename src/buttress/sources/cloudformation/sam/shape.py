"""What a node is made of: the questions that the expansion asks before any condition is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


def members(node: Node | None) -> Mapping[str, Node]:
    """Give the members of a map, none of anything else."""
    return node.value if node is not None and node.kind == MAP and isinstance(node.value, dict) else {}


def member(node: Node | None, *names: str) -> Node | None:
    """Give the member of nested maps that the names lead to."""
    for name in names:
        node = members(node).get(name)
    return node


def items(node: Node | None) -> list[Node]:
    """Give the items of a list; anything else is a list of one, nothing a list of none."""
    if node is None:
        return []
    return node.value if node.kind == LIST and isinstance(node.value, list) else [node]


def text(node: Node | None) -> str | None:
    """Give a literal text."""
    return node.value if node is not None and node.kind == SCALAR and isinstance(node.value, str) else None


def literal(node: Node | None) -> object:
    """Give a literal scalar, None of anything else."""
    return node.value if node is not None and node.kind == SCALAR else None


def is_content(node: Node | None) -> bool:
    """Say whether a list, map or call stands here; SAM counts `!Ref AWS::NoValue` as something in many places."""
    return node is not None and node.kind != SCALAR


def is_true(node: Node | None) -> bool:
    """Say whether a literal is true, as a boolean or in words."""
    return literal(node) in (True, "true", "True")


def is_false(node: Node | None) -> bool:
    """Say whether a literal is false, as a boolean or in words."""
    value = literal(node)
    return value is False or value in ("false", "False")


def called(node: Node | None, name: str) -> Node | None:
    """Give the argument of a call of that function, None of anything else."""
    if node is None or node.kind != CALL:
        return None
    function, argument = node.value
    return argument if function == name and isinstance(argument, Node) else None


def choices(node: Node | None) -> tuple[str, Node, Node] | None:
    """Give the condition and both branches of an `Fn::If`."""
    parts = items(called(node, "Fn::If"))
    if len(parts) != 3:  # noqa: PLR2004 - condition, then, else
        return None
    return str(parts[0].value), parts[1], parts[2]


def referred(node: Node | None) -> str | None:
    """Give the name that a `Ref` names."""
    return text(called(node, "Ref"))


def owner(node: Node | None) -> str | None:
    """Give the logical id that a `Ref` or `Fn::GetAtt` points at."""
    argument = called(node, "Fn::GetAtt")
    if argument is None:
        return referred(node)
    if argument.kind == LIST:
        return text(items(argument)[0]) if items(argument) else None
    return (text(argument) or "").partition(".")[0] or None


def is_left_out(node: Node | None) -> bool:
    """Say whether nothing stands here: no node, null, or `AWS::NoValue`."""
    return node is None or (node.kind == SCALAR and node.value is None) or referred(node) == "AWS::NoValue"


def branches(node: Node | None) -> Iterator[Node]:
    """Give what may stand here: the branches of nested `Fn::If`s, or the node itself; what is left out is not given."""
    chosen = choices(node)
    if chosen is not None:
        yield from branches(chosen[1])
        yield from branches(chosen[2])
    elif node is not None and not is_left_out(node):
        yield node


def each_branch(node: Node, change: Callable[[Node], Node]) -> Node:
    """Change what may stand here, keeping the `Fn::If`s around it and what is left out."""
    chosen = choices(node)
    if chosen is None:
        return node if is_left_out(node) else change(node)
    condition = items(called(node, "Fn::If"))[0]
    parts = [condition, each_branch(chosen[1], change), each_branch(chosen[2], change)]
    argument = Node(LIST, parts, node.file, node.line, node.column, node.end_line)
    return Node(CALL, ("Fn::If", argument), node.file, node.line, node.column, node.end_line)


def plain(node: Node) -> object:
    """Give the content as JSON would write it."""
    if node.kind == MAP:
        return {key: plain(value) for key, value in members(node).items()}
    if node.kind == LIST:
        return [plain(item) for item in items(node)]
    if node.kind == CALL:
        name, argument = node.value
        return {name: plain(argument)}
    return node.value if isinstance(node.value, bool | int | float | None) else str(node.value)


def same(left: Node, right: Node) -> bool:
    """Say whether two nodes have the same content, wherever they stand."""
    return left is right or plain(left) == plain(right)
