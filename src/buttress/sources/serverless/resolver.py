"""Puts values in the place of a service's variables, each when it is asked for and once.

Source: "Variables" of the Serverless Framework's documentation. What is open becomes a call that the template's scope
evaluates, what nothing here tells an `Unresolved`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from buttress.graph.graph import Problem
from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node, call, mapping, scalar, sequence
from buttress.graph.values import Unresolved, written
from buttress.sources.cloudformation.functions import with_dynamic
from buttress.sources.cloudformation.sam.shape import items, members
from buttress.sources.serverless.syntax import Variable, parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from buttress.graph.unread import Unread
    from buttress.sources.serverless.openings import Openings
    from buttress.sources.serverless.syntax import Literal, Lookup, Part
    from buttress.sources.serverless.tree import Tree

    First = Callable[["Resolver", Sequence[Lookup | Literal], Node], Node | None]

DEEPEST: Final = 30
"""How many variables may lead to each other."""
NESTED: Final = 110
"""How deeply lists and maps may nest, those that variables put in counted."""
LONGEST: Final = 200_000
"""How many characters a text may have once its variables are filled in."""
MOST_PIECES: Final = 2_000
"""How many pieces, literal or not, a text may have."""
MOST: Final = 500_000
"""How many values a service may have once its variables are filled in."""


@dataclass(slots=True)
class Resolver:
    """Resolves the variables of one service."""

    root: Node
    openings: Openings
    tree: Tree
    first: First
    """Gives the first of some choices that leads to something; see `sources.first`."""
    double: bool = False
    pseudo: bool = False
    """Whether the plugin pseudo-parameters fills in `#{AWS::Region}`."""
    problems: list[Problem] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    _texts: dict[int, tuple[Node, Node]] = field(default_factory=dict)
    """By a text's identity: the text (so that it lives) and what it came to."""
    _whole: dict[int, tuple[Node, Node, int]] = field(default_factory=dict)
    """By a node's identity: the node, what it came to, and how many values that holds."""
    forks: int = 0
    """How many open parts of addresses are being tried."""
    _doing: set[int] = field(default_factory=set)
    """The nodes of which everything is being resolved."""
    _resolving: set[int] = field(default_factory=set)
    _depth: int = 0
    _level: int = 0

    def node(self, node: Node) -> Node:
        """Resolve everything in a node."""
        return self._sized(node)[0]

    def _sized(self, node: Node) -> tuple[Node, int]:
        known = self._whole.get(id(node))
        if known is not None:
            return known[1], known[2]
        if self._level >= NESTED:
            return self._refused(node, f"it nests more than {NESTED} levels with its variables filled in"), 1
        if id(node) in self._doing:
            return self._refused(node, "this value holds itself"), 1
        self._level += 1
        self._doing.add(id(node))
        try:
            made, size = self._made(node)
        finally:
            self._level -= 1
            self._doing.discard(id(node))
        if size > MOST:
            made, size = self._refused(node, f"it has more than {MOST:,} values with its variables filled in"), 1
        self._whole[id(node)] = (node, made, size)
        return made, size

    def _made(self, node: Node) -> tuple[Node, int]:
        if node.kind == SCALAR:
            found = self.shallow(node)
            if found is node or found.kind == SCALAR:
                return self._special(found), 1
            return self._sized(found)
        if node.kind == CALL:
            return self._call(node)
        if node.kind == MAP:
            pairs = {key: self._sized(value) for key, value in node.value.items()}
            size = 1 + sum(size for _, size in pairs.values())
            return _like(node, {key: value for key, (value, _) in pairs.items()}), size
        sized = [self._sized(item) for item in node.value]
        return _like(node, [item for item, _ in sized]), 1 + sum(size for _, size in sized)

    def _call(self, node: Node) -> tuple[Node, int]:
        name, argument = node.value
        if name == "Fn::Sub":
            return self._substitution(node, argument)
        inner, size = self._sized(argument)
        return (node if inner is argument else _like(node, (name, inner))), size + 1

    def _substitution(self, node: Node, argument: Node) -> tuple[Node, int]:
        """Fill in the text of an `Fn::Sub`: what is not literal becomes a variable of it."""
        text, *rest = items(argument) or [argument]
        own = members(self.node(rest[0])) if rest else {}
        text = self.shallow(text) if text.kind == SCALAR else text
        pieces = flat(text)
        if all(isinstance(piece, str) for piece in pieces) and not own:
            return _like(node, ("Fn::Sub", scalar("".join(map(str, pieces)), text))), 1
        variables = dict(own)
        pattern = ""
        for number, piece in enumerate(pieces):
            if isinstance(piece, str):
                pattern += piece
            else:
                variables[f"sls{number}"] = self.node(piece)
                pattern += "${sls" + str(number) + "}"
        parts = [scalar(pattern, text), mapping(variables, text)]
        return _like(node, ("Fn::Sub", sequence(parts, argument))), 1 + len(variables)

    def _special(self, node: Node) -> Node:
        """Read what is left in a text: dynamic references, and the pseudo parameters of a plugin."""
        if not isinstance(node.value, str):
            return node
        if "{{resolve:" in node.value:
            return scalar(with_dynamic(node.value, node), node)
        if self.pseudo and "#{" in node.value:
            return call("Fn::Sub", scalar(node.value.replace("#{", "${"), node), node)
        return node

    def shallow(self, node: Node) -> Node:
        """Resolve a text, but not what stands in what it leads to."""
        value = node.value
        if node.kind != SCALAR or not isinstance(value, str) or "${" not in value:
            return node
        known = self._texts.get(id(node))
        if known is not None:
            return known[1]
        if id(node) in self._resolving:
            return self._refused(node, "this value refers to itself")
        if self._depth >= DEEPEST:
            return self._refused(node, f"more than {DEEPEST} variables lead from here to each other")
        self._resolving.add(id(node))
        self._depth += 1
        try:
            found = self._text(node, value)
        finally:
            self._depth -= 1
            self._resolving.discard(id(node))
        self._texts[id(node)] = (node, found)
        return found

    def _text(self, node: Node, value: str) -> Node:
        parts = parts_of(value, double=self.double) if len(value) <= LONGEST else (value,)
        if len(parts) == 1 and isinstance(parts[0], Variable):
            return self.variable(parts[0], node)
        return self.joined(self.pieces(parts, node), node)

    def variable(self, variable: Variable, cause: Node) -> Node:
        """Give the value of a variable at the place of the text that it stands in."""
        found = self.first(self, variable.choices, cause)
        if found is None:
            self.problem(cause, f"${{{variable.written}}} leads to nothing.", "Say what it is, or give it a fallback.")
            return scalar(Unresolved(f"${{{variable.written}}} leads to nothing", cause.location), cause)
        return found.at(cause)

    def pieces(self, parts: Sequence[Part], cause: Node) -> list[str | Node]:
        """Give the pieces of a text: what is literal as text, and a node for each piece that is not."""
        found: list[str | Node] = []
        length = 0
        for part in parts:
            more = [part] if isinstance(part, str) else flat(self.variable(part, cause))
            found += more
            length += sum(len(piece) for piece in more if isinstance(piece, str))
            if length > LONGEST or len(found) > MOST_PIECES:
                return [self._refused(cause, f"it has more than {LONGEST:,} characters with its variables filled in")]
        return _merged(found)

    def joined(self, pieces: Sequence[str | Node], cause: Node) -> Node:
        """Join pieces to a text."""
        if all(isinstance(piece, str) for piece in pieces):
            return scalar("".join(map(str, pieces)), cause)
        if len(pieces) == 1 and isinstance(pieces[0], Node):
            return pieces[0].at(cause)
        parts = [piece if isinstance(piece, Node) else scalar(piece, cause) for piece in pieces]
        return call("Fn::Join", sequence([scalar("", cause), sequence(parts, cause)], cause), cause)

    def problem(self, node: Node, message: str, hint: str = "") -> None:
        """Note what is wrong at a place, once."""
        problem = Problem(node.file, node.line, node.column, message, hint)
        if problem not in self.problems:
            self.problems.append(problem)

    def _refused(self, node: Node, reason: str) -> Node:
        self.problem(node, f"{reason}.", "It counts as not known.")
        return scalar(Unresolved(reason, node.location), node)


def flat(node: Node) -> list[str | Node]:
    """Give the pieces of a text: those of one that was joined, else itself."""
    if node.kind == SCALAR and isinstance(node.value, str | bool | int | float):
        return [written(node.value)]
    if node.kind == SCALAR and node.value is None:
        return [""]
    if node.kind == CALL and node.value[0] == "Fn::Join":
        parts = items(node.value[1])
        if len(parts) == 2 and parts[0].value == "" and parts[1].kind == LIST:  # noqa: PLR2004 - separator and list
            return [
                item.value if item.kind == SCALAR and isinstance(item.value, str) else item for item in parts[1].value
            ]
    return [node]


def _merged(pieces: Sequence[str | Node]) -> list[str | Node]:
    merged: list[str | Node] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if isinstance(piece, str) and isinstance(last, str):
            merged[-1] = last + piece
        elif piece != "" or not isinstance(piece, str):
            merged.append(piece)
    return merged or [""]


def _like(node: Node, value: object) -> Node:
    return Node(node.kind, value, node.file, node.line, node.column, node.end_line, node.open)  # type: ignore[arg-type] # the same kind of content
