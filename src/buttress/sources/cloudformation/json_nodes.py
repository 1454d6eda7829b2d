"""JSON text to placed nodes.

A scanner of our own because every value needs its place and no JSON library gives one; it keeps its own stack, so that
depth costs no recursion, and the last of two equal keys wins, as in CloudFormation.
"""

from __future__ import annotations

import bisect
import json
import math
import re
from typing import Any

from buttress.graph.graph import Problem
from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node
from buttress.sources.cloudformation.text import MOST_DIGITS, MOST_LEVELS, too_deep
from buttress.sources.errors import SourceError

_TOKEN = re.compile(
    r"[ \t\n\r]*(?:(\"(?:[^\"\\\x00-\x1f]|\\.)*\")|([{}\[\],:])"
    r"|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)|(true|false|null))"
)
_TEXT, _MARK, _NUMBER = 1, 2, 3
"""The groups of a token; the fourth is a word."""
_MEMBER = re.compile(
    r"[ \t\n\r]*(\"[^\"\\\x00-\x1f]*(?:\\.[^\"\\\x00-\x1f]*)*\")[ \t\n\r]*:[ \t\n\r]*"
    r"(?:(?:(\"[^\"\\\x00-\x1f]*(?:\\.[^\"\\\x00-\x1f]*)*\")"
    r"|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)|(true|false|null))[ \t\n\r]*(,)?|([{\[]))"
)
"""A key with its colon and what it holds: a whole text, number or word with the comma after it, or an open bracket."""
_KEYS = ("key", "key or end")
_VALUES = ("value", "value or end")
"""What is wanted where a key, or a value, may stand."""
_WORDS = {"true": True, "false": False, "null": None}


def read_json(text: str, shown: str) -> tuple[Node, tuple[Problem, ...]]:
    """Read a text into nodes, with the problems that did not stop it; raises `SourceError` with the place for what
    does.
    """
    return _Scanner(text, shown).read()


class _Frame:
    """Holds a list or map that is being read."""

    __slots__ = ("column", "is_map", "items", "key", "key_place", "line")

    def __init__(self, line: int, column: int, *, is_map: bool) -> None:
        self.line = line
        self.column = column
        self.is_map = is_map
        self.items: Any = {} if is_map else []
        self.key: str | None = None
        self.key_place = (0, 0)


class _Scanner:
    """Walks the tokens of one text."""

    def __init__(self, text: str, shown: str) -> None:
        self.text = text
        self.shown = shown
        self.starts = [0, *(match.end() for match in re.finditer("\n", text)), len(text) + 1]
        """Where the lines begin, and where one more would."""
        self.problems: list[Problem] = []
        self.stack: list[_Frame] = []
        self.want = "value"
        self.root: Node | None = None

    def read(self) -> tuple[Node, tuple[Problem, ...]]:
        """Read the whole text."""
        place, text = 0, self.text
        while self.root is None:
            if self.want in _KEYS and (match := _MEMBER.match(text, place)):
                self._member(match)
            elif match := _TOKEN.match(text, place):
                self._token(match)
            else:
                break
            place = match.end()
        rest = self.text[place:]
        if self.root is None or rest.strip():
            self._refuse(place + len(rest) - len(rest.lstrip()))
        return self.root, tuple(self.problems)  # type: ignore[return-value] # `_refuse` never returns

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect.bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def _refuse(self, offset: int) -> None:
        line, column = self._place(min(offset, len(self.text)))
        what = (
            "the text ends in the middle of a value"
            if offset >= len(self.text)
            else f"{self.text[offset]!r} is not expected here"
        )
        raise SourceError(
            Problem(
                self.shown,
                line,
                column,
                f"this is not JSON: {what}.",
                "Look for a comma, quote or bracket too many or missing.",
            )
        )

    def _member(self, match: re.Match[str]) -> None:
        """Read a key and what it holds in one step; most of a template is such."""
        key, text, number, word, comma, bracket = match.groups()
        frame = self.stack[-1]
        frame.key, frame.key_place = _unquoted(key), self._place(match.start(1))
        if bracket:
            self._open(bracket == "{", match.start(6))
            return
        value: Any = _unquoted(text) if text else _number(number) if number else _WORDS[word]
        line, column = frame.key_place
        start = max(match.start(2), match.start(3), match.start(4))
        end = line if start < self.starts[line] else self._place(start)[0]
        self._enter(frame, Node(SCALAR, value, self.shown, line, column, end))
        self.want = "key" if comma else "comma"

    def _token(self, match: re.Match[str]) -> None:
        group: Any = match.lastindex  # every token is in one of the groups
        if group == _MARK:
            self._mark(match[group], match.start(group))
        else:
            self._scalar(group, match[group], match.start(group))

    def _mark(self, mark: str, start: int) -> None:
        if mark in "{[":
            if self.want not in _VALUES:
                self._refuse(start)
            self._open(mark == "{", start)
        elif mark in "}]":
            self._close(mark, start)
        elif mark == ":" and self.want == "colon":
            self.want = "value"
        elif mark == "," and self.want == "comma":
            self.want = "key" if self.stack[-1].is_map else "value"
        else:
            self._refuse(start)

    def _open(self, is_map: bool, start: int) -> None:  # noqa: FBT001 - two kinds of bracket
        if len(self.stack) >= MOST_LEVELS:
            raise too_deep(self.shown, self._place(start)[0])
        line, column = self._place(start)
        self.stack.append(_Frame(line, column, is_map=is_map))
        self.want = "key or end" if is_map else "value or end"

    def _close(self, mark: str, start: int) -> None:
        allowed = ("comma", "key or end") if mark == "}" else ("comma", "value or end")
        if not self.stack or self.stack[-1].is_map != (mark == "}") or self.want not in allowed:
            self._refuse(start)
        frame = self.stack.pop()
        end = self._place(start)[0]
        self._put(self._collection(frame, end))

    def _collection(self, frame: _Frame, end: int) -> Node:
        if not frame.is_map:
            return Node(LIST, frame.items, self.shown, frame.line, frame.column, end)
        members: dict[str, Node] = frame.items
        if len(members) == 1:
            name = next(iter(members))
            if name == "Ref" or (name.startswith("Fn::") and not name.startswith("Fn::ForEach::")):
                return Node(CALL, (name, members[name]), self.shown, frame.line, frame.column, end)
        generated = [name for name in members if name.startswith("Fn::")]
        reason = f"{generated[0]} adds members that are not read yet" if generated else None
        return Node(MAP, members, self.shown, frame.line, frame.column, end, reason)

    def _scalar(self, group: int, token: str, start: int) -> None:
        if group == _TEXT and self.want in _KEYS:
            frame = self.stack[-1]
            frame.key, frame.key_place = _unquoted(token), self._place(start)
            self.want = "colon"
            return
        if self.want not in _VALUES:
            self._refuse(start)
        line, column = self._place(start)
        value: Any = _unquoted(token) if group == _TEXT else _number(token) if group == _NUMBER else _WORDS[token]
        self._put(Node(SCALAR, value, self.shown, line, column, line))

    def _put(self, node: Node) -> None:
        """Put a node where it belongs; the place of a map's member is its key's."""
        self.want = "comma"
        if not self.stack:
            self.root = node
            return
        frame = self.stack[-1]
        if frame.is_map:
            node.line, node.column = frame.key_place
            self._enter(frame, node)
        else:
            frame.items.append(node)

    def _enter(self, frame: _Frame, node: Node) -> None:
        """Enter a member into its map, and note one of the same name that it replaces."""
        first = frame.items.get(frame.key)
        if first is not None:
            message = f"{frame.key} is already given in line {first.line}; CloudFormation takes this later one."
            self.problems.append(Problem(self.shown, *frame.key_place, message, "Keep one of them."))
        frame.items[frame.key] = node


def _unquoted(token: str) -> str:
    """Give the text of a token; half of a surrogate pair, which no file can hold, becomes the sign for that."""
    if "\\" not in token:
        return token[1:-1]
    return str(json.loads(token)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _number(token: str) -> int | float | str:
    """Give a number; one too large to reckon with stays a text."""
    if len(token) > MOST_DIGITS:
        return token
    number = float(token) if any(mark in token for mark in ".eE") else int(token)
    return number if math.isfinite(number) else token
