"""The placed tree that every source reads an architecture into.

A node is a scalar, a list, a map, or a call that its scope evaluates (an intrinsic function of CloudFormation, an
expression of another language). The graph knows no template language: it asks the `Scope` that came with the node.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from buttress.graph.location import Location

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buttress.graph.values import Reference, Text, Unresolved

    Scalar = str | int | float | bool | None | Text | Reference | Unresolved
    Content = Scalar | Sequence["Node"] | Mapping[str, "Node"] | tuple[str, "Node"]

SCALAR: Final = 0
LIST: Final = 1
MAP: Final = 2
CALL: Final = 3


class Node:
    """Holds one value with its place.

    `kind` says what `value` is: a scalar (`SCALAR`), a list of nodes (`LIST`), a dict of nodes (`MAP`), or a pair of a
    function's name and its argument (`CALL`). The place of a map's member is its key's; the place of a list's member is
    its own. `open` is the reason why a list or map may have more members than are known, or None. Treated as frozen; a
    plain class with slots because a large review makes half a million of them and a frozen dataclass takes four times
    as long to make.
    """

    __slots__ = ("column", "end_line", "file", "kind", "line", "open", "value")

    def __init__(  # noqa: PLR0913 - the constructor of the hottest type: one call, no builder
        self,
        kind: int,
        value: Content,
        file: str,
        line: int,
        column: int = 1,
        end_line: int = 0,
        open: str | None = None,  # noqa: A002 - the blueprint's word for a list whose end is not known
    ) -> None:
        self.kind = kind
        self.value: Any = value
        self.file = file
        self.line = line
        self.column = column
        self.end_line = end_line or line
        self.open = open

    @property
    def location(self) -> Location:
        """Give the node's place."""
        return Location(self.file, self.line, self.column, self.end_line)

    def at(self, cause: Node) -> Node:
        """Give the same content at the place of `cause`."""
        return Node(self.kind, self.value, cause.file, cause.line, cause.column, cause.end_line, self.open)

    def __repr__(self) -> str:
        """Show kind, content and place, for failing tests."""
        name = ("scalar", "list", "map", "call")[self.kind]
        return f"<{name} {self.value!r} at {self.file}:{self.line}>"


def scalar(value: Scalar, cause: Node) -> Node:
    """Make a scalar at the place of the node that caused it."""
    return Node(SCALAR, value, cause.file, cause.line, cause.column, cause.end_line)


def sequence(members: Sequence[Node], cause: Node, open_because: str | None = None) -> Node:
    """Make a list at the place of the node that caused it."""
    return Node(LIST, list(members), cause.file, cause.line, cause.column, cause.end_line, open_because)


def mapping(members: Mapping[str, Node], cause: Node, open_because: str | None = None) -> Node:
    """Make a map at the place of the node that caused it."""
    return Node(MAP, dict(members), cause.file, cause.line, cause.column, cause.end_line, open_because)


def call(name: str, argument: Node, cause: Node) -> Node:
    """Make a call such as `Fn::Sub` at the place of the node that caused it."""
    return Node(CALL, (name, argument), cause.file, cause.line, cause.column, cause.end_line)


class Scope(Protocol):
    """Evaluates the calls of the nodes that were read with it."""

    def evaluate(self, node: Node) -> tuple[Node, Scope] | None:
        """Reduce a call by one step in the current world; None when the value is left out (`AWS::NoValue`)."""
        ...
