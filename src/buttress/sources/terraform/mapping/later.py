"""Values that are mapped when they are read, in the world that they are read in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.node import CALL, LIST, SCALAR, Node, scalar, sequence
from buttress.graph.values import NotKnown, Reference, Text, Unresolved
from buttress.graph.view import MOST_STEPS
from buttress.graph.worlds import Variants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from buttress.graph.node import Scope
    from buttress.graph.worlds import Worlds

LATER: Final = "map:later"
"""The name of the calls that `MappedScope` evaluates itself; their argument is a scalar that holds a `Later`."""

Step = tuple[Node, "Scope"] | None
Placed = tuple[Node, "Scope"]


class MayBeAbsent(NotKnown):
    """Says that it is not known whether something is there at all, which `View.present` must not answer with yes."""


class Later:
    """Holds how a value is made; it is made once for all worlds that answer the same to what it asks."""

    __slots__ = ("_kept", "_make", "_place", "_worlds")

    def __init__(self, make: Callable[[], Step], worlds: Worlds, place: Node) -> None:
        self._make = make
        self._worlds = worlds
        self._place = place
        self._kept = Variants()

    def step(self, asked: Node, scope: Scope) -> Step:
        """Make the value; what is not known while it is made is `Unresolved`.

        Raises `MayBeAbsent` where it is not known whether there is one.
        """
        worlds = self._worlds
        kept = worlds.recall(self._kept)
        if kept is not None:
            found: Step = kept[0]
            return found
        outer = worlds.begin()
        try:
            made = self._make()
        except MayBeAbsent:
            raise
        except NotKnown as unknown:
            made = scalar(Unresolved(unknown.reason, unknown.location or self._place.location), asked), scope
        finally:
            noted = worlds.end(outer)
        self._kept.add((made, *noted))
        return made


@dataclass(frozen=True, slots=True)
class MappedScope:
    """Evaluates what the mapping put off, and gives every other call to the scope of the instance."""

    inner: Scope

    def evaluate(self, node: Node) -> Step:
        """Reduce a call by one step; see `buttress.graph.node.Scope`."""
        name, argument = node.value
        if name == LATER:
            later: Later = argument.value
            return later.step(node, self)
        return self.inner.evaluate(node)


@dataclass(frozen=True, slots=True)
class Nothing:
    """Evaluates no call: the scope of nodes that are plain values."""

    def evaluate(self, node: Node) -> Step:
        """Say that a call is not computed here."""
        return scalar(Unresolved(f"{node.value[0]} is not computed here", node.location), node), self


NOTHING: Final = Nothing()


def later(make: Callable[[], Step], worlds: Worlds, place: Node) -> Node:
    """Make a node, at the place of another one, whose value is made when it is read."""
    held: Any = Later(make, worlds, place)
    argument = Node(SCALAR, held, place.file, place.line, place.column, place.end_line)
    return Node(CALL, (LATER, argument), place.file, place.line, place.column, place.end_line)


def elsewhere(node: Node, scope: Scope, worlds: Worlds) -> Node:
    """Make a node that belongs to another scope fit into this one; a plain scalar fits as it is."""
    if node.kind == SCALAR:
        return node
    return later(lambda: (node, MappedScope(scope)), worlds, node)


def mapped(scope: Scope) -> MappedScope:
    """Give the scope that evaluates what is put off too."""
    return scope if isinstance(scope, MappedScope) else MappedScope(scope)


def reduced(node: Node, scope: Scope) -> Step:
    """Evaluate calls until content is reached; None for what is left out or null."""
    steps = 0
    while node.kind == CALL:
        step = scope.evaluate(node)
        if step is None:
            return None
        node, scope = step
        steps += 1
        if steps > MOST_STEPS:
            return scalar(Unresolved("this value refers to itself", node.location), node), scope
    return None if node.value is None else (node, scope)


def unknown_of(node: Node) -> Unresolved | None:
    """Give why a reduced scalar is no content that could be looked into, None for what is known."""
    value = node.value
    if isinstance(value, Unresolved):
        return value
    if isinstance(value, Text):
        return Unresolved(value.holes[0].explain() if value.holes else f"{value} is known later", node.location)
    if isinstance(value, Reference):
        return Unresolved(f"{value} is known only after deployment", node.location)
    return None


def members_of(node: Node, scope: Scope) -> Iterator[Placed | Unresolved]:
    """Give the members of a list, or the one thing that stands there instead; lists among the members (what a dynamic
    block makes) give theirs. What is not known, an open end among it, is `Unresolved`.
    """
    found = reduced(node, scope)
    if found is None:
        return
    node, scope = found
    if node.kind != LIST:
        yield node.value if isinstance(node.value, Unresolved) else found
        return
    for member in node.value:
        if member.kind == CALL:
            yield from members_of(member, scope)
        elif member.value is not None:
            yield member, scope
    if node.open:
        yield Unresolved(node.open, node.location)


def listed(members: list[Node], open_because: Unresolved | None, place: Node) -> Node:
    """Make a list, open where an end of it is not known."""
    return sequence(members, place, open_because.reason if open_because is not None else None)
