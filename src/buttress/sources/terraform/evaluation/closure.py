"""Members that belong to another scope, and the reduction of a value through scopes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node, scalar
from buttress.graph.values import Unresolved
from buttress.sources.terraform.evaluation.evaluation import MOST_STEPS
from buttress.sources.terraform.functions.marks import remade

if TYPE_CHECKING:
    from buttress.graph.node import Scope

CLOSURE: Final = "tf:closure"
OBJECTS: Final = frozenset({"tf:resource", "tf:module", "tf:data"})
"""Calls that stand for a whole resource, module or data source: a step into one does not need all of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Closure:
    """Pairs a node with the scope that reduces it."""

    node: Node
    scope: Scope


def closed(node: Node, scope: Scope) -> Node:
    """Make a member that any scope of a Terraform module reduces as its own scope does."""
    if node.kind == SCALAR or (node.kind == CALL and node.value[0] == CLOSURE):
        return node
    inner: Any = Closure(node, scope)
    held = Node(SCALAR, inner, node.file, node.line, node.column, node.end_line)
    return Node(CALL, (CLOSURE, held), node.file, node.line, node.column, node.end_line)


def reduced(node: Node, scope: Scope, *, whole: bool = True) -> tuple[Node, Scope]:
    """Reduce a value to a scalar, list or map with the scope of its members; null and what is left out is None.

    Without `whole`, a call that stands for a whole resource, module or data source is given as it is.
    """
    steps = 0
    while node.kind == CALL:
        if not whole and node.value[0] in OBJECTS:
            return node, scope
        step = scope.evaluate(node)
        if step is None:
            return scalar(None, node), scope
        node, scope = step
        steps += 1
        if steps > MOST_STEPS:
            return scalar(Unresolved("this value refers to itself", node.location), node), scope
    return node, scope


def own(node: Node, scope: Scope) -> Node:
    """Give a reduced node with each of its members closed over the scope that they belong to."""
    if node.kind == LIST:
        return remade(node, [closed(member, scope) for member in node.value])
    if node.kind == MAP:
        return remade(node, {key: closed(member, scope) for key, member in node.value.items()})
    return node
