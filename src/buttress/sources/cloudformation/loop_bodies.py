"""Puts a value in the place of the identifier of an `Fn::ForEach`, in a body and in its keys."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, Final

from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node, scalar
from buttress.graph.values import NotKnown
from buttress.records import dataclass

if TYPE_CHECKING:
    from buttress.graph.node import Content

MOST_NODES: Final = 100_000
"""How many values the loops of one template may make."""


@dataclass(slots=True)
class Budget:
    """Counts what the loops of a template make."""

    left: int = field(default=MOST_NODES)

    def spend(self, node: Node) -> None:
        """Count one more value; raises `NotKnown` where that is too much."""
        self.left -= 1
        if self.left < 0:
            raise NotKnown(f"the loops of this template make more than {MOST_NODES:,} values", node.location)


@dataclass(frozen=True, slots=True)
class Filling:
    """Fills one value in for one identifier.

    `${Identifier}` becomes the value, `&{Identifier}` the value without what is neither letter nor digit, `Ref` of the
    identifier the value. Source: "Fn::ForEach" of the CloudFormation template reference.
    """

    identifier: str
    value: str
    budget: Budget

    def text(self, text: str) -> str:
        """Fill a text in."""
        if "{" not in text:
            return text
        bare = re.sub("[^A-Za-z0-9]", "", self.value)
        return text.replace(f"${{{self.identifier}}}", self.value).replace(f"&{{{self.identifier}}}", bare)

    def node(self, node: Node) -> Node:
        """Fill a body in; every part keeps its place."""
        self.budget.spend(node)
        value = node.value
        if node.kind == SCALAR:
            return _like(node, self.text(value)) if isinstance(value, str) else node
        if node.kind == LIST:
            return _like(node, [self.node(item) for item in value])
        if node.kind == MAP:
            return _like(node, {self.text(key): self.node(member) for key, member in value.items()})
        return self._call(node)

    def _call(self, node: Node) -> Node:
        name, argument = node.value
        if name == "Ref" and argument.kind == SCALAR and argument.value == self.identifier:
            return scalar(self.value, node)
        inner = self.node(argument)
        if name == "Fn::Sub" and inner.kind == SCALAR and isinstance(inner.value, str) and "${" not in inner.value:
            return scalar(inner.value, node)
        if name == "Ref" and inner.kind == CALL:
            return node
        return Node(CALL, (name, inner), node.file, node.line, node.column, node.end_line)


def _like(node: Node, value: Content) -> Node:
    return Node(node.kind, value, node.file, node.line, node.column, node.end_line, node.open)
