"""Turns the values of a plan or state into placed nodes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node, mapping, scalar, sequence
from buttress.graph.values import Hole, Reference, Unresolved, text_of
from buttress.sources.terraform.mapping.later import NOTHING

if TYPE_CHECKING:
    from collections.abc import Callable

    from buttress.graph.node import Scope
    from buttress.sources.terraform.instance import Attributes

LATER: Final = "known after apply"
REFERS: Final = "shown:refers"
"""The name of the calls that `ShownScope` evaluates; their argument is a scalar that holds a `Refers`."""
MOST_LEVELS: Final = 100


@dataclass(frozen=True, slots=True)
class Refers:
    """Holds what an expression refers to: an attribute of another instance, and the value where that is no identity."""

    address: str
    attribute: str
    otherwise: Node


@dataclass(frozen=True, slots=True)
class ShownScope:
    """Evaluates references between the instances of a plan or state."""

    attributes: Attributes

    def evaluate(self, node: Node) -> tuple[Node, Scope] | None:
        """Give the reference where the attribute identifies another resource, else the value."""
        if node.value[0] != REFERS:
            return NOTHING.evaluate(node)
        refers: Refers = node.value[1].value
        found = self.attributes.attribute(refers.address, refers.attribute, node)
        if found is not None and found[0].kind == SCALAR and isinstance(found[0].value, Reference):
            return found
        return refers.otherwise, self


def refers(address: str, attribute: str, otherwise: Node) -> Node:
    """Make a node that refers to an attribute of another instance."""
    held: Any = Refers(address, attribute, otherwise)
    return Node(CALL, (REFERS, scalar(held, otherwise)), *_place(otherwise))


def _place(node: Node) -> tuple[str, int, int, int]:
    return node.file, node.line, node.column, node.end_line


@dataclass(frozen=True, slots=True)
class Meant:
    """Holds what is known of one value beside it: whether it is unknown until the apply, whether it is a secret, and to
    which attributes of other instances its expression refers, in order.
    """

    unknown: Any = False
    sensitive: Any = False
    expression: Any = None

    def member(self, key: str | int) -> Meant:
        """Give the same of a member."""
        return Meant(_member(self.unknown, key), _member(self.sensitive, key), _within(self.expression, key))


def _member(whole: Any, key: str | int) -> Any:  # noqa: ANN401 - JSON of any shape
    if isinstance(whole, dict) and key in whole:
        return whole[key]
    if isinstance(whole, list) and isinstance(key, int):
        return whole[key] if key < len(whole) else None
    return None


def _within(expression: Any, key: str | int) -> Any:  # noqa: ANN401 - JSON of any shape
    """Give the expression of a member; that of a block that comes once may stand without a list around it."""
    if isinstance(expression, dict) and key == 0 and "references" not in expression:
        return expression
    return _member(expression, key)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the values of one instance.

    `referred` tells to which attributes an expression refers, by address and name. `known` gives what is known of such
    an attribute itself: an expression whose value is another one is more than the reference.
    """

    referred: Callable[[Any], list[tuple[str, str]]]
    known: Callable[[str, str], Any]

    def node(self, value: Any, meant: Meant, place: Node, where: Node | None = None, level: int = 0) -> Node:  # noqa: ANN401
        """Make a node at the place of the attribute in the source, where that is there, else at `place`."""
        at = place if where is None else where
        if meant.sensitive is True and (value is not None or meant.unknown is True):
            return scalar(text_of((Hole("hidden", "sensitive"),), at.location), at)
        if level > MOST_LEVELS:
            return scalar(Unresolved("it nests too deeply", at.location), at)
        if meant.unknown is True:
            return self._referring(meant, scalar(Unresolved(LATER, at.location), at))
        if isinstance(value, dict) or (value is None and isinstance(meant.unknown, dict)):
            return self._map(value or {}, meant, at, where, level)
        if isinstance(value, list) or (value is None and isinstance(meant.unknown, list)):
            return self._list(value or [], meant, at, where, level)
        node = scalar(value, at)
        return node if value is None or isinstance(value, bool) else self._referring(meant, node)

    def _referring(self, meant: Meant, node: Node) -> Node:
        found = self.referred(meant.expression)
        return self._reference(found[0], node) if len(found) == 1 else node

    def _reference(self, referred: tuple[str, str], node: Node) -> Node:
        known = self.known(*referred)
        agrees = known is None if isinstance(node.value, Unresolved) else known == node.value
        return refers(*referred, otherwise=node) if agrees else node

    def _map(self, value: dict[str, Any], meant: Meant, at: Node, where: Node | None, level: int) -> Node:
        """Make a map; what the configuration does not write is left to AWS, as it is where there is no plan."""
        unknown = meant.unknown if isinstance(meant.unknown, dict) else {}
        members: dict[str, Node] = {}
        written = where.value if where is not None and where.kind == MAP and not where.open and level == 0 else None
        for key in (*value, *(key for key, said in unknown.items() if said and key not in value)):
            if value.get(key) is None and (not unknown.get(key) or (written is not None and key not in written)):
                continue
            source = where.value.get(key) if where is not None and where.kind == MAP else None
            members[key] = self.node(value.get(key), meant.member(key), at, source, level + 1)
        return mapping(members, at)

    def _list(self, value: list[Any], meant: Meant, at: Node, where: Node | None, level: int) -> Node:
        unknown = meant.unknown if isinstance(meant.unknown, list) else []
        length = max(len(value), len(unknown))
        several = self.referred(meant.expression)
        sources = where.value if where is not None and where.kind == LIST and len(where.value) == length else ()
        items = []
        for place in range(length):
            one = value[place] if place < len(value) else None
            item = self.node(one, meant.member(place), at, sources[place] if sources else None, level + 1)
            if len(several) == length and item.kind == SCALAR and item.value is not None:
                item = self._reference(several[place], item)
            items.append(item)
        return sequence(items, at)
