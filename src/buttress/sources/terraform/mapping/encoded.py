"""The text of what `jsonencode` gives, for the properties that hold it as text.

The graph reads an encoded value as the map that it is, which suits policies and definitions; the format of an access
log and the variables of a function are read as texts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

from buttress.graph.node import LIST, MAP, Node, scalar
from buttress.graph.values import NotKnown, Unresolved
from buttress.sources.terraform.functions.encoded_text import text_of_encoded
from buttress.sources.terraform.functions.marks import Encoded
from buttress.sources.terraform.mapping.later import mapped, reduced

if TYPE_CHECKING:
    from buttress.graph.node import Scope
    from buttress.sources.terraform.mapping.later import Step


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reduces the members of an encoded value; it is a `buttress.sources.terraform.functions.reducing.Reducing`."""

    node: Node
    scope: Scope
    scopes: dict[int, tuple[Node, Scope]] = field(default_factory=dict)
    """By the identity of a member that was met: the member and the scope that it belongs to."""

    def reduce(self, node: Node) -> Node:
        """Reduce a node by one level."""
        _, scope = self.scopes.get(id(node), (node, self.scope))
        found = reduced(node, mapped(scope))
        if found is None:
            return scalar(None, node)
        value, scope = found
        members = value.value if value.kind == LIST else value.value.values() if value.kind == MAP else ()
        self.scopes.update((id(member), (member, scope)) for member in members)
        return value

    def value(self, node: Node) -> Any:  # noqa: ANN401 - a scalar of the graph
        """Give a scalar's value; raises `NotKnown` where it is not known."""
        found = self.reduce(node)
        if isinstance(found, Encoded):
            return text_of_encoded(self, found)
        if isinstance(found.value, Unresolved):
            found.value.refuse()
        return found.value

    def unknown(self, reason: str) -> NoReturn:
        """Raise `NotKnown` with a reason."""
        raise NotKnown(reason, self.node.location)


def encoded_text(node: Node, scope: Scope) -> Step:
    """Give an encoded value as its text, anything else as it is; raises `NotKnown` where some of it is open."""
    return _text_of(node, scope), scope


def _text_of(node: Node, scope: Scope) -> Node:
    if not isinstance(node, Encoded):
        return node
    reader = _Reader(node, scope)
    reader.reduce(node)
    return scalar(text_of_encoded(reader, node), node)


@dataclass(frozen=True, slots=True)
class _TextScope:
    """Evaluates as its scope does, with the text of what comes out encoded."""

    inner: Scope

    def evaluate(self, node: Node) -> Step:
        """Reduce a call by one step; see `buttress.graph.node.Scope`."""
        step = self.inner.evaluate(node)
        if step is None:
            return None
        found, scope = step
        try:
            found = _text_of(found, scope)
        except NotKnown as unknown:
            found = scalar(Unresolved(unknown.reason, unknown.location), found)
        return found, _TextScope(scope)


def encoded_texts(node: Node, scope: Scope) -> Step:
    """Give a map or list whose members are texts, those that are encoded too: the variables of an environment."""
    return node, _TextScope(scope)
