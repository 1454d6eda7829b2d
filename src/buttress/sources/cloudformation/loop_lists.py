"""The lists that `Fn::ForEach` runs over, as far as they are known before deployment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.node import CALL, LIST, SCALAR, Node, call, scalar, sequence
from buttress.graph.secrecy import speaks_of_a_secret
from buttress.graph.values import NotKnown, written
from buttress.records import dataclass
from buttress.sources.cloudformation.parameters import PSEUDO, parameter_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.sources.cloudformation.template import Template

MOST_ITEMS: Final = 1_000
"""How many values a list may have; a template may declare 500 resources and 200 outputs."""


@dataclass(frozen=True, slots=True)
class Item:
    """Holds one value of a list: its text, the condition under which the list has it, None where it always has, and the
    default that it was read from, empty where it was read from none.
    """

    text: str
    when: Node | None = None
    rests_on: str = ""


@dataclass(frozen=True, slots=True)
class Lists:
    """Reads lists of one template, with the values that are given for its parameters."""

    template: Template
    given: Mapping[str, str]

    def items(self, node: Node) -> tuple[Item, ...]:
        """Give the values of a list, each once; raises `NotKnown` where it is not known which there are."""
        found = self._items(node)
        if len(found) > MOST_ITEMS:
            raise NotKnown(f"the list has more than {MOST_ITEMS:,} values", node.location)
        return tuple({item.text: item for item in reversed(found)}.values())[::-1]

    def _items(self, node: Node) -> list[Item]:
        if node.kind == LIST and node.open is None:
            return [self._item(one) for one in node.value]
        if node.kind == CALL:
            name, argument = node.value
            if name == "Ref":
                return self._parameter(str(argument.value), node)
            if name == "Fn::FindInMap" and argument.kind == LIST and len(argument.value) >= 3:  # noqa: PLR2004 - map, key, key
                return self._mapping(argument.value, node)
        raise NotKnown("the list is neither written out, nor a parameter, nor in a mapping", node.location)

    def _item(self, node: Node) -> Item:
        if node.kind == SCALAR and isinstance(node.value, str | int | float):
            return Item(written(node.value))
        if node.kind == CALL and node.value[0] == "Ref":
            found = self._parameter(str(node.value[1].value), node, split=False)
            if len(found) == 1:
                return found[0]
        raise NotKnown("a value of the list is known only after deployment", node.location)

    def _parameter(self, name: str, node: Node, *, split: bool = True) -> list[Item]:
        """Give the values of a parameter: what is given, else its default where nothing says what else it may be."""
        declared = self.template.section("Parameters").get(name)
        if declared is None:
            raise NotKnown(f"{name} is no parameter of this template", node.location)
        parameter = parameter_of(name, declared, self.given.get(name))
        value, rests_on = parameter.given, ""
        if value is None and parameter.default is not None and not parameter.allowed:
            value = written(parameter.default.value)
            rests_on = f"the default of parameter {name}" + ("" if speaks_of_a_secret(name) else f", {value!r}")
        if value is None or parameter.hidden or parameter.is_looked_up:
            raise NotKnown(f"parameter {name} has no value here", node.location)
        pieces = [piece.strip() for piece in value.split(",")] if split and value else [value] if not split else []
        return [Item(piece, rests_on=rests_on) for piece in pieces]

    def _mapping(self, parts: list[Node], node: Node) -> list[Item]:
        """Give the values in the row of a mapping; where a parameter picks the row, those of every row it may pick."""
        table = self.template.section("Mappings").get(str(parts[0].value))
        rows: Mapping[str, Any] = table.value if table is not None and isinstance(table.value, dict) else {}
        second = self._key(parts[2])
        if not rows or second is None:
            raise NotKnown("the mapping or its second key is not known", node.location)
        first = self._key(parts[1])
        if first is not None:
            return self._cell(rows.get(first), second, node)
        picked = parts[1].value[1].value if parts[1].kind == CALL and parts[1].value[0] == "Ref" else None
        if picked not in PSEUDO and picked not in self.template.section("Parameters"):
            raise NotKnown("which row of the mapping is meant is not known", node.location)
        having: dict[str, list[str]] = {}
        for key, row in rows.items():
            for item in self._cell(row, second, node):
                having.setdefault(item.text, []).append(key)
        return [
            Item(text, None if len(keys) == len(rows) else _one_of(parts[1], keys, node))
            for text, keys in having.items()
        ]

    def _key(self, node: Node) -> str | None:
        """Give a key that is written out or given; a default does not decide which row is meant."""
        if node.kind == SCALAR and isinstance(node.value, str | int | float):
            return written(node.value)
        if node.kind == CALL and node.value[0] == "Ref":
            return self.given.get(str(node.value[1].value))
        return None

    def _cell(self, row: Node | None, key: str, node: Node) -> list[Item]:
        cell = row.value.get(key) if row is not None and isinstance(row.value, dict) else None
        if cell is None:
            raise NotKnown("the mapping has no such entry", node.location)
        return [self._item(one) for one in (cell.value if cell.kind == LIST else [cell])]


def _one_of(picked: Node, keys: list[str], cause: Node) -> Node:
    """Make the condition that a parameter has one of some values."""
    equal = [call("Fn::Equals", sequence([picked, scalar(key, cause)], cause), cause) for key in keys]
    return equal[0] if len(equal) == 1 else call("Fn::Or", sequence(equal, cause), cause)
