"""JSON in a text of which some parts are references or not known.

Tokens stand where the holes are while the text is parsed; then values take the tokens' places again.
"""

from __future__ import annotations

import json
import re
from dataclasses import field
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.node import LIST, MAP, SCALAR, Node
from buttress.graph.plain_json import read_json
from buttress.graph.values import ABSENT, NotKnown, Text, text_of
from buttress.graph.view import View
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from buttress.graph.values import Part

_VARIABLE: Final = re.compile(r"\$\{\s*([A-Za-z0-9_.-]+)\s*\}")
_TOKEN: Final = re.compile("\ue000([0-9]+)\ue001")
_QUOTE: Final = re.compile(r'(?<!\\)(?:\\\\)*"')
_NAME: Final = re.compile(r'"((?:[^"\\]|\\.)*)"\s*:\s*[{\[]')


@dataclass(frozen=True, slots=True)
class Substituted:
    """Replaces `${Name}` in texts by the members of a map of substitutions, as `DefinitionSubstitutions` does."""

    owner: View
    path: str

    def parts(self, value: object) -> Iterator[object]:
        """Give the parts of a text with the substitutions made; names that nothing substitutes stay as they are."""
        for part in value.parts if isinstance(value, Text) else (value,):
            if isinstance(part, str) and "${" in part:
                yield from self._parts_of_literal(part)
            else:
                yield part

    def _parts_of_literal(self, literal: str) -> Iterator[object]:
        place = 0
        for match in _VARIABLE.finditer(literal):
            own = self.owner.get((self.path, match.group(1)))
            if own is not ABSENT:
                yield literal[place : match.start()]
                yield own
                place = match.end()
        yield literal[place:]

    def tree(self, view: View) -> Node:
        """Give a tree with its calls evaluated and the substitutions made in its texts."""
        node = view.node
        if node.kind == MAP:
            return self._map(view)
        if node.kind == LIST:
            return self._list(view)
        if isinstance(node.value, str | Text):
            return _scalar(text_of(self.parts(node.value), node.location), node)
        return node

    def _map(self, view: View) -> Node:
        node = view.node
        content: Any = node.value
        members = {}
        for key, child in content.items():
            found = View(child, view.scope, view.worlds).find()
            if isinstance(found, View):
                members[key] = self.tree(found).at(child)
        return Node(MAP, members, node.file, node.line, node.column, node.end_line, node.open)

    def _list(self, view: View) -> Node:
        node = view.node
        content: Any = node.value
        reduced = [(child, View(child, view.scope, view.worlds).find()) for child in content]
        items = [self.tree(found).at(child) for child, found in reduced if isinstance(found, View)]
        return Node(LIST, items, node.file, node.line, node.column, node.end_line, node.open)


def parsed(value: str | Text, cause: Node, substituted: Substituted) -> Node:
    """Parse a text of JSON into placed nodes; raises `NotKnown` where it is no JSON, or where a hole hides some of it.

    Keys whose value is a map or list are placed on their own line where the text stands in the file as a block; else
    every node stands at the place of the text.
    """
    text, held = _with_tokens(substituted.parts(value))
    try:
        tree = read_json(text)
    except ValueError as error:
        reason = "the text has parts that are not known" if held else f"the text is no JSON: {error}"
        raise NotKnown(reason, cause.location) from error
    except RecursionError as error:
        raise NotKnown("the text is nested too deeply to read", cause.location) from error
    return _Builder(held, cause, _lines(text, cause)).node(tree, cause)


def _with_tokens(parts: Iterator[object]) -> tuple[str, list[Part]]:
    """Join parts into a text of JSON, with a token in place of each part that is not a literal."""
    text: list[str] = []
    held: list[Any] = []
    quoted = False
    for part in parts:
        if isinstance(part, str | bool | int | float):
            piece = part if isinstance(part, str) else json.dumps(part)
            quotes = len(_QUOTE.findall(piece)) if "\\" in piece else piece.count('"')
            quoted ^= quotes % 2 == 1
            text.append(piece)
        else:
            held.append(part)
            token = f"\ue000{len(held) - 1}\ue001"
            text.append(token if quoted else f'"{token}"')
    return "".join(text), held


def _lines(text: str, cause: Node) -> Callable[[str], int]:
    """Give the function that tells the line of a key, 0 where the text does not stand in the file line by line."""
    breaks = text.rstrip("\n").count("\n")
    if not breaks or cause.end_line - cause.line not in (breaks, breaks + 1):
        return lambda _: 0
    first: dict[str, int] = {}
    line, place = cause.line + 1, 0
    for match in _NAME.finditer(text):
        line += text.count("\n", place, match.start())
        place = match.start()
        first.setdefault(match.group(1), line)
    return lambda key: first.get(key, 0)


@dataclass(frozen=True, slots=True)
class _Builder:
    """Makes placed nodes of parsed JSON, with values in place of the tokens."""

    held: list[Any]
    cause: Node
    line_of: Callable[[str], int]
    shown: dict[str, str] = field(default_factory=dict)

    def node(self, value: Any, place: Node) -> Node:  # noqa: ANN401 - parsed JSON
        if isinstance(value, dict):
            members = {self._key(key): self.node(member, self._place(key, place)) for key, member in value.items()}
            return Node(MAP, members, place.file, place.line, place.column, place.end_line)
        if isinstance(value, list):
            return Node(
                LIST, [self.node(item, place) for item in value], place.file, place.line, place.column, place.end_line
            )
        return _scalar(self._value(value), place)

    def _place(self, key: str, place: Node) -> Node:
        line = self.line_of(key)
        return Node(SCALAR, None, place.file, line) if line else place

    def _key(self, key: str) -> str:
        return str(self._value(key))

    def _value(self, value: Any) -> Any:  # noqa: ANN401 - parsed JSON
        if not isinstance(value, str) or "\ue000" not in value:
            return value
        parts: list[object] = []
        place = 0
        for match in _TOKEN.finditer(value):
            parts += [value[place : match.start()], self.held[int(match.group(1))]]
            place = match.end()
        return text_of([*parts, value[place:]], self.cause.location)


def _scalar(value: Any, place: Node) -> Node:  # noqa: ANN401 - a scalar of the graph
    return Node(SCALAR, value, place.file, place.line, place.column, place.end_line)


__all__ = ["Substituted", "parsed"]
