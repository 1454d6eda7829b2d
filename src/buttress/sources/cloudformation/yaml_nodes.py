"""YAML text to placed nodes, read as CloudFormation reads it.

libyaml composes; what a plain scalar means is decided here. Unlike YAML 1.1 proper, timestamps, numbers with a leading
zero (account ids) and base-60 numbers stay texts; `yes`, `no`, `on` and `off` are booleans, as CloudFormation has them.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any, Final

import yaml
from yaml._yaml import CParser

from buttress.graph.graph import Problem
from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node
from buttress.sources.cloudformation.text import (
    MOST_ALIASED,
    MOST_DIGITS,
    MOST_LEVELS,
    SURELY_COMPOSED,
    deepest_bound,
    too_deep,
)
from buttress.sources.errors import SourceError

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
    if deepest_bound(text) > SURELY_COMPOSED:
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
                mark: Any = event.start_mark  # libyaml gives one with every event
                if depth > MOST_LEVELS:
                    raise too_deep(shown, mark.line + 1)
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


@dataclass(frozen=True, slots=True)
class _Kept:
    """Keeps what a node of libyaml became, for the aliases that repeat it: how many values, how many levels."""

    node: Any
    made: Node
    nodes: int
    levels: int


class _Converter:
    """Turns composed nodes into placed ones, once for each anchor."""

    def __init__(self, shown: str, text: str) -> None:
        self.shown = shown
        self.text = text
        self.problems: list[Problem] = []
        self._kept: dict[int, _Kept] = {}
        self._pairs_of: dict[int, list[tuple[Any, Any]] | None] = {}
        self._open: set[int] = set()
        self._lines: list[str] | None = None
        self.count = 0
        self.aliased = 0
        self.levels = 0
        """How deep what was converted since the last collection began is."""

    def convert(self, node: Any, place: Any) -> Node:  # noqa: ANN401 - libyaml's nodes and marks are not typed
        """Convert a node, placed at a mark (its key's, or its own)."""
        key = id(node)
        kept = self._kept.get(key)
        if kept is not None:
            self._spend(kept, place)
            made = kept.made
            return Node(made.kind, made.value, self.shown, place.line + 1, place.column + 1, made.end_line, made.open)
        before, levels = self.count, 0
        if node.id == "scalar":
            made = self._scalar(node, place)
        else:
            if key in self._open:
                raise self._refusal(place, "an alias contains itself.", "Write the value out.")
            outside, self.levels = self.levels, 0
            self._open.add(key)
            if len(self._open) > MOST_LEVELS:
                raise too_deep(self.shown, place.line + 1)
            made = self._collection(node, place.line + 1, place.column + 1)
            self._open.discard(key)
            levels = self.levels + 1
            self.levels = max(outside, levels)
        if node.tag not in _UNTAGGED:
            made = self._tagged(node.tag, made)
        self.count += 1
        self._kept[key] = _Kept(node, made, self.count - before, levels)
        return made

    def _spend(self, kept: _Kept, place: Any) -> None:  # noqa: ANN401 - see `convert`
        """Count what an alias repeats; raises `SourceError` where that is too much or too deep."""
        self.count += kept.nodes
        self.aliased += kept.nodes
        self.levels = max(self.levels, kept.levels)
        if self.aliased > MOST_ALIASED:
            raise self._refusal(place, f"aliases expand to more than {MOST_ALIASED:,} values.", "Write the values out.")
        if kept.levels + len(self._open) > MOST_LEVELS:
            raise too_deep(self.shown, place.line + 1)

    def _refusal(self, mark: Any, message: str, hint: str) -> SourceError:  # noqa: ANN401 - see `convert`
        return SourceError(Problem(self.shown, mark.line + 1, mark.column + 1, message, hint))

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
            name = key.value
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

    def _pairs(self, node: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401 - see `convert`
        """Give the pairs of a map, what `<<` merges in first; the map's own keys win, then those merged in earlier."""
        kept = self._pairs_of.get(id(node), [])
        if kept is None:
            raise self._refusal(node.start_mark, "a map merges itself in.", "Write its members out.")
        if kept:
            return kept
        self._pairs_of[id(node)] = None
        own: list[tuple[Any, Any]] = []
        merged: dict[str, tuple[Any, Any]] = {}
        for key, value in node.value:
            if key.id != "scalar":
                raise self._refusal(key.start_mark, "a key is a list or a map.", "Keys are texts.")
            if key.value == "<<" and key.tag == _PLAIN:
                for source in value.value if value.id == "sequence" else [value]:
                    for pair in self._pairs(source) if source.id == "mapping" else ():
                        merged.setdefault(pair[0].value, pair)
            else:
                own.append((key, value))
        mine = {key.value for key, _ in own}
        pairs = [*(pair for name, pair in merged.items() if name not in mine), *own]
        self._pairs_of[id(node)] = pairs
        return pairs

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


def _meaning(node: Any) -> str | int | float | bool | None:  # noqa: ANN401 - libyaml's nodes are not typed
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
    return _number(value)


def _number(value: str) -> str | int | float:
    """Give the number that a plain scalar is; one too large to reckon with stays a text, like what is none."""
    if len(value) > MOST_DIGITS:
        return value
    if _INTEGER.match(value):
        return int(value.replace("_", ""))
    if _FLOAT.match(value):
        number = float(value.replace("_", ""))
        return number if math.isfinite(number) else value
    return value
