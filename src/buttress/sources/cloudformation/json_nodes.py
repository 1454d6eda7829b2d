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
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.problems: list[Problem] = []
        self.stack: list[_Frame] = []
        self.want = "value"
        self.root: Node | None = None

    def read(self) -> tuple[Node, tuple[Problem, ...]]:
        """Read the whole text."""
        place, token_at, text = 0, _TOKEN.match, self.text
        while match := token_at(text, place):
            place = match.end()
            group: Any = match.lastindex  # every token is in one of the groups
            token = match[group]
            if group == _MARK:
                self._mark(token, place - 1)
            else:
                self._scalar(group, token, place - len(token))
            if self.root is not None:
                break
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

    def _mark(self, mark: str, start: int) -> None:
        if mark in "{[":
            if self.want not in ("value", "value or end"):
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
        self._put(self._collection(frame, end), frame.line, frame.column)

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
        if group == _TEXT and self.want in ("key", "key or end"):
            frame = self.stack[-1]
            frame.key, frame.key_place = _unquoted(token), self._place(start)
            self.want = "colon"
            return
        if self.want not in ("value", "value or end"):
            self._refuse(start)
        line, column = self._place(start)
        value: Any = _unquoted(token) if group == _TEXT else _number(token) if group == _NUMBER else _WORDS[token]
        self._put(Node(SCALAR, value, self.shown, line, column, line), line, column)

    def _put(self, node: Node, line: int, column: int) -> None:
        node.line, node.column = line, column
        if not self.stack:
            self.root = node
            return
        frame = self.stack[-1]
        if frame.is_map:
            node.line, node.column = frame.key_place
            self._note_duplicate(frame)
            frame.items[frame.key] = node
        else:
            frame.items.append(node)
        self.want = "comma"

    def _note_duplicate(self, frame: _Frame) -> None:
        first = frame.items.get(frame.key)
        if first is not None:
            message = f"{frame.key} is already given in line {first.line}; CloudFormation takes this later one."
            self.problems.append(Problem(self.shown, *frame.key_place, message, "Keep one of them."))


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
