"""Tokens of HCL with their places, one at a time: what a new line means depends on the bracket around it.

Source: "HCL Native Syntax Specification", section Lexical Elements.
"""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, Final, NoReturn

from buttress.graph.node import CALL, LIST, SCALAR, Node

if TYPE_CHECKING:
    from collections.abc import Sequence

    from buttress.graph.node import Scalar

NAME: Final = 1
NUMBER: Final = 2
QUOTE: Final = 3
HEREDOC: Final = 4
MARK: Final = 5
LINE: Final = 6
END: Final = 0

_BODY = (
    r"(?:([^\W\d][\w-]*(?:::[^\W\d][\w-]*)*)|(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(\")|<<(-?[^\W\d][\w-]*)[ \t]*\r?\n"
    r"|(&&|\|\||==|!=|<=|>=|=>|\.\.\.|[-+*/%!<>=?:.,()\[\]{}~])"
)
_SPACE = r"(?>[ \t\r\ufeff]+|(?:\#|//)[^\n]*|/\*[\s\S]*?\*/)*+"
_ACROSS = r"(?>[ \t\r\n\ufeff]+|(?:\#|//)[^\n]*|/\*[\s\S]*?\*/)*+"
_WITHIN_LINE = re.compile(_SPACE + _BODY + r"|(\n))")
_OVER_LINES = re.compile(_ACROSS + _BODY + ")")
_BLANK = re.compile(_SPACE)
_BLANKS = re.compile(_ACROSS)

MOST_NESTED: Final = 64
"""How deeply blocks and brackets may nest; what people wrote has 21 levels at most."""


class NoSyntax(Exception):  # noqa: N818 - it is answered with a problem, by the block that is read
    """Says that the text cannot be read from an offset on."""

    def __init__(self, offset: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message
        self.hint = hint or "Look for a bracket, quote or `=` too many or missing."


class Scanner:
    """Reads one token after the other; `origin` is the place of all nodes where the text is part of another's value."""

    def __init__(self, text: str, file: str, origin: Node | None = None) -> None:
        self.text = text
        self.file = file
        self.origin = origin
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.place = 0
        self.start = 0
        self.kind = LINE
        self.word = ""
        self.over_lines = False
        self.depth = 0
        self.last = 0
        """Where the token before the current one ends."""
        self.compared: list[tuple[Node, Node]] = []

    def advance(self) -> None:
        """Read the next word."""
        self.last = self.place
        match = (_OVER_LINES if self.over_lines else _WITHIN_LINE).match(self.text, self.place)
        if match is not None and match.lastindex is not None:
            self.kind = match.lastindex
            self.word = match[match.lastindex]
            self.place = match.end()
            self.start = match.start(match.lastindex)
            return
        blank = (_BLANKS if self.over_lines else _BLANK).match(self.text, self.place)
        self.start = self.place = blank.end() if blank is not None else self.place
        self.kind, self.word = END, ""
        if self.place < len(self.text):
            self.refuse(f"{self.text[self.place]!r} is not expected here.")

    def goto(self, offset: int, *, over_lines: bool) -> None:
        """Go on reading tokens at an offset."""
        self.place, self.over_lines = offset, over_lines
        self.advance()

    def refuse(self, message: str, hint: str = "") -> NoReturn:
        """Raise `NoSyntax` at the current word."""
        raise NoSyntax(self.start, message, hint)

    def unexpected(self, wanted: str) -> NoReturn:
        """Raise `NoSyntax` for a word that stands where something else should."""
        found = "the end of the line" if self.kind == LINE else "the end of the file" if self.kind == END else None
        self.refuse(f"{wanted} is expected here, not {found or repr(self.word)}.")

    def open(self) -> bool:
        """Step over an opening bracket in which lines do not end anything; give what to `close` with."""
        before, self.over_lines = self.over_lines, True
        self.enter()
        self.advance()
        return before

    def close(self, mark: str, before: bool) -> None:  # noqa: FBT001 - what `open` gave
        """Step over a closing bracket."""
        if self.kind != MARK or self.word != mark:
            self.unexpected(f"`{mark}`")
        self.over_lines = before
        self.depth -= 1
        self.advance()

    def enter(self) -> None:
        """Go one level deeper; raises `NoSyntax` where that is too deep."""
        self.depth += 1
        if self.depth > MOST_NESTED:
            self.refuse(f"this nests more than {MOST_NESTED} levels deep and is not read.", "Split it.")

    def is_mark(self, mark: str) -> bool:
        """Say whether the current word is a mark."""
        return self.kind == MARK and self.word == mark

    def take(self, mark: str) -> bool:
        """Step over a mark if it is the current word."""
        if self.kind == MARK and self.word == mark:
            self.advance()
            return True
        return False

    def line_of(self, offset: int) -> int:
        """Give the line of an offset, from 1."""
        return bisect.bisect_right(self.starts, offset) if self.origin is None else self.origin.line

    def node(self, kind: int, value: object, start: int) -> Node:
        """Make a node from an offset to the end of the token before the current one."""
        origin = self.origin
        if origin is not None:
            return Node(kind, value, self.file, origin.line, origin.column, origin.end_line)  # type: ignore[arg-type] # made of nodes by the parser
        starts = self.starts
        line = bisect.bisect_right(starts, start)
        end = line if line == len(starts) or self.last <= starts[line] else self.line_of(self.last - 1)
        return Node(kind, value, self.file, line, start - starts[line - 1] + 1, end)  # type: ignore[arg-type] # made of nodes by the parser

    def scalar(self, value: Scalar, start: int) -> Node:
        """Make a scalar."""
        return self.node(SCALAR, value, start)

    def call(self, name: str, parts: Sequence[Node], start: int) -> Node:
        """Make a call of parts."""
        held = self.node(LIST, list(parts), start)
        return Node(CALL, (name, held), held.file, held.line, held.column, held.end_line)
