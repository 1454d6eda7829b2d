"""YAML text to placed nodes, read as CloudFormation reads it.

libyaml composes; what a plain scalar means is decided here. Unlike YAML 1.1 proper, timestamps, numbers with a leading
zero (account ids) and base-60 numbers stay texts; `yes`, `no`, `on` and `off` are booleans, as CloudFormation has them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import yaml
from yaml._yaml import CParser

from buttress.graph.graph import Problem
from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node
from buttress.sources.cloudformation.text import MOST_LEVELS, MOST_NODES, deepest_bound, too_deep
from buttress.sources.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLAIN: Final = "plain"
_QUOTED: Final = "quoted"
_TRUE = frozenset({"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"})
_FALSE = frozenset({"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"})
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9_]*)\Z")
_FLOAT = re.compile(
    r"[-+]?(?:[0-9][0-9_]*)?\.[0-9_]+(?:[eE][-+]?[0-9]+)?\Z|[-+]?[0-9][0-9_]*\.(?:[eE][-+]?[0-9]+)?\Z|[-+]?[0-9]+[eE][-+]?[0-9]+\Z"
)
_FIRST_OF_SPECIAL = frozenset("tTfFyYnNoO~+-.0123456789")
_UNTAGGED = frozenset({_PLAIN, _QUOTED})
_BLOCK_STYLES = frozenset({"|", ">"})
_STANDARD = "tag:yaml.org,2002:"


class _Composer(CParser):
    """Composes with libyaml, noting only whether a scalar was plain."""

    def resolve(self, _kind: type, _value: str, implicit: tuple[bool, bool] | bool) -> str:  # noqa: FBT001 - libyaml's call
        """Mark a scalar without tag as plain or quoted."""
        return _PLAIN if isinstance(implicit, tuple) and implicit[0] else _QUOTED

    def descend_resolver(self, _node: object, _index: object) -> None:
        """Do nothing: tags do not depend on the path."""

    def ascend_resolver(self) -> None:
        """Do nothing: tags do not depend on the path."""


def read_yaml(text: str, shown: str) -> tuple[Node, tuple[Problem, ...]]:
    """Read a text into nodes, with the problems that did not stop it (duplicate keys); raises `SourceError` for what
    does.
    """
    if deepest_bound(text) > MOST_LEVELS:
        _measure_depth(text, shown)
    parser = _Composer(text)
    try:
        root = parser.get_single_node()
    except yaml.MarkedYAMLError as error:
        raise SourceError(_yaml_problem(error, shown)) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise SourceError(
            Problem(shown, line, 1, f"the character {chr(error.character)!r} is not allowed in YAML.")
        ) from error
    finally:
        parser.dispose()
    if root is None:
        raise SourceError(Problem(shown, 1, 1, "the file is empty."))
    converter = _Converter(shown, text)
    return converter.convert(root, root.start_mark), tuple(converter.problems)


def _measure_depth(text: str, shown: str) -> None:
    """Count levels on the stream of events, which needs no recursion; raises `SourceError` beyond the limit."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MOST_LEVELS:
                    raise too_deep(shown, event.start_mark.line + 1)
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.MarkedYAMLError as error:
        raise SourceError(_yaml_problem(error, shown)) from error


def _yaml_problem(error: yaml.MarkedYAMLError, shown: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    detail = " ".join(part for part in (error.context, error.problem) if part)
    return Problem(
        shown, line, column, f"this is not YAML: {detail}.", "Look at the indentation and quotes here and just above."
    )


class _Converter:
    """Turns composed nodes into placed ones, once for each anchor."""

    def __init__(self, shown: str, text: str) -> None:
        self.shown = shown
        self.text = text
        self.problems: list[Problem] = []
        self._kept: dict[int, tuple[Any, Node, int]] = {}
        self._open: set[int] = set()
        self._lines: list[str] | None = None
        self.count = 0

    def convert(self, node: Any, place: Any) -> Node:  # noqa: ANN401 - libyaml's nodes and marks are not typed
        """Convert a node, placed at a mark (its key's, or its own)."""
        key = id(node)
        kept = self._kept.get(key)
        if kept is not None:
            self._spend(kept[2], place)
            return Node(kept[1].kind, kept[1].value, self.shown, place.line + 1, place.column + 1, kept[1].end_line)
        if node.id == "scalar":
            made, before = self._scalar(node, place), self.count
        else:
            if key in self._open:
                message = "an alias contains itself."
                raise SourceError(
                    Problem(self.shown, place.line + 1, place.column + 1, message, "Write the value out.")
                )
            before = self.count
            self._open.add(key)
            made = self._collection(node, place.line + 1, place.column + 1)
            self._open.discard(key)
        if node.tag not in _UNTAGGED:
            made = self._tagged(node.tag, made)
        self.count += 1
        self._kept[key] = (node, made, self.count - before)
        return made

    def _spend(self, nodes: int, place: Any) -> None:  # noqa: ANN401 - see `convert`
        self.count += nodes
        if self.count > MOST_NODES:
            message = f"aliases expand to more than {MOST_NODES:,} values."
            raise SourceError(Problem(self.shown, place.line + 1, 1, message, "Write the values out."))

    def _tagged(self, tag: str, content: Node) -> Node:
        """Make a call of a node with a tag such as `!Sub`."""
        if tag[0] != "!" or len(tag) == 1:
            return content
        name = tag[1:]
        where = (self.shown, content.line, content.column, content.end_line)
        if name == "Condition":
            return Node(MAP, {"Condition": content}, *where)
        return Node(CALL, (name if name == "Ref" else f"Fn::{name}", content), *where)

    def _scalar(self, node: Any, place: Any) -> Node:  # noqa: ANN401 - see `convert`
        end = node.end_mark.line + 1 if node.style not in _BLOCK_STYLES else self._block_end(node)
        return Node(SCALAR, _meaning(node), self.shown, place.line + 1, place.column + 1, end)

    def _collection(self, node: Any, line: int, column: int) -> Node:  # noqa: ANN401 - see `convert`
        if node.id == "sequence":
            items = [self.convert(item, item.start_mark) for item in node.value]
            return Node(LIST, items, self.shown, line, column, self._end(node, items))
        return self._map(node, line, column)

    def _map(self, node: Any, line: int, column: int) -> Node:  # noqa: ANN401 - see `convert`
        members: dict[str, Node] = {}
        for key, value in self._pairs(node):
            name = key.value if key.id == "scalar" else None
            if name is None:
                mark = key.start_mark
                raise SourceError(
                    Problem(self.shown, mark.line + 1, mark.column + 1, "a key is a list or a map.", "Keys are texts.")
                )
            if name in members:
                first = members[name].line
                self.problems.append(
                    Problem(
                        self.shown,
                        key.start_mark.line + 1,
                        key.start_mark.column + 1,
                        f"{name} is already given in line {first}; CloudFormation takes this later one.",
                        "Keep one of them.",
                    )
                )
            members[name] = self.convert(value, key.start_mark)
        end = self._end(node, members.values())
        if len(members) == 1:
            name = next(iter(members))
            if name == "Ref" or (name.startswith("Fn::") and not name.startswith("Fn::ForEach::")):
                return Node(CALL, (name, members[name]), self.shown, line, column, end)
        open_because = next((_open_reason(name) for name in members if name.startswith("Fn::")), None)
        if open_because:
            members = {name: member for name, member in members.items() if not name.startswith("Fn::ForEach::")}
        return Node(MAP, members, self.shown, line, column, end, open_because)

    def _pairs(self, node: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - see `convert`
        """Give the pairs of a map, what `<<` merges in first, so that the map's own keys win."""
        own = []
        for key, value in node.value:
            if key.id == "scalar" and key.value == "<<" and key.tag == _PLAIN:
                for merged in value.value if value.id == "sequence" else [value]:
                    if merged.id == "mapping":
                        mine = {k.value for k, _ in node.value if k.id == "scalar"}
                        yield from ((k, v) for k, v in self._pairs(merged) if k.value not in mine)
            else:
                own.append((key, value))
        yield from own

    def _end(self, node: Any, members: Any) -> int:  # noqa: ANN401 - see `convert`
        """Give the last line of a collection without the blank lines and comments that libyaml counts in."""
        if node.flow_style:
            return int(node.end_mark.line) + 1
        return max((member.end_line for member in members), default=int(node.start_mark.line) + 1)

    def _block_end(self, node: Any) -> int:  # noqa: ANN401 - see `convert`
        if self._lines is None:
            self._lines = self.text.splitlines()
        last = min(int(node.end_mark.line), len(self._lines) - 1)
        if node.end_mark.column == 0 and last > node.start_mark.line:
            last -= 1
        while last > node.start_mark.line and not self._lines[last].strip():
            last -= 1
        return last + 1


def _open_reason(name: str) -> str:
    return f"{name} adds members that are not read yet"


def _meaning(node: Any) -> str | int | float | bool | None:  # noqa: ANN401, PLR0911 - libyaml's nodes are not typed; one return a kind
    """Say what a scalar means to CloudFormation."""
    value: str = node.value
    tag = node.tag
    if tag == _QUOTED or (tag[0] == "!" and len(tag) > 1) or tag == _STANDARD + "str":
        return value
    if value in _NULL:
        return None
    if value[0] not in _FIRST_OF_SPECIAL:
        return value
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    if _INTEGER.match(value):
        return int(value.replace("_", ""))
    if _FLOAT.match(value):
        return float(value.replace("_", ""))
    return value
