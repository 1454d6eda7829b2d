"""Nodes that say more than their kind: a text that encodes a value, and a list whose order is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from buttress.graph.node import LIST, MAP, Node
from buttress.graph.values import Hole

if TYPE_CHECKING:
    from buttress.graph.node import Content

Marked = TypeVar("Marked", bound=Node)


class Encoded(Node):
    """A text of JSON or YAML, read as the value that it encodes: what `jsonencode` gives.

    The graph reads a map where a text of JSON may stand; Terraform's functions see the text.
    """

    __slots__ = ()

    def at(self, cause: Node) -> Node:
        """Give the same content at the place of `cause`, still encoded."""
        return marked(type(self), self, cause)


class EncodedYaml(Encoded):
    """A text of YAML, read as the value that it encodes: what `yamlencode` gives."""

    __slots__ = ()


class EncodedPolicy(Encoded):
    """A policy document of the AWS provider as text, whose layout is the provider's own: no function sees its text."""

    __slots__ = ()


class Distinct(Node):
    """A set: a list in Terraform's order without repetition, of which each element is its own key."""

    __slots__ = ()

    def at(self, cause: Node) -> Node:
        """Give the same content at the place of `cause`, still a set."""
        return marked(type(self), self, cause)


class Unplaced(Node):
    """A list whose known members may stand at any position: sorted, reversed or joined to something not known."""

    __slots__ = ()

    def at(self, cause: Node) -> Node:
        """Give the same content at the place of `cause`, still without positions."""
        return marked(type(self), self, cause)


def marked(mark: type[Marked], node: Node, cause: Node) -> Marked:
    """Give a node's content with a mark, at the place of `cause`."""
    return mark(node.kind, node.value, cause.file, cause.line, cause.column, cause.end_line, node.open)


def remade(node: Node, content: Content) -> Node:
    """Give a node with other content (its members closed over a scope) and everything else kept, its mark too."""
    return type(node)(node.kind, content, node.file, node.line, node.column, node.end_line, node.open)


def is_collection(node: Node) -> bool:
    """Say whether Terraform sees a list, set, tuple, map or object: not where the node is a text that encodes one."""
    return node.kind in (LIST, MAP) and not isinstance(node, Encoded)


class Owned(Hole):
    """A hole that equals those of the same name and the same owner: what the name means differs between owners."""

    __slots__ = ("owner",)
    owner: str

    def __init__(self, kind: str, name: str, owner: str) -> None:
        super().__init__(kind, name)
        object.__setattr__(self, "owner", owner)

    def __eq__(self, other: object) -> bool:
        """Equal a hole of the same owner."""
        return isinstance(other, Owned) and (self.name, self.owner) == (other.name, other.owner)

    def __hash__(self) -> int:
        """Hash as it equals."""
        return hash((self.name, self.owner))


class Lone(Hole):
    """A hole that equals only itself: what makes its value is not told by its name."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Equal itself."""
        return self is other

    def __hash__(self) -> int:
        """Hash by identity."""
        return id(self)
