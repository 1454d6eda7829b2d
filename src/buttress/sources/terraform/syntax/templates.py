"""Templates of HCL: quoted ones and heredocs, with interpolations, directives and strip markers.

Source: "Strings and Templates" of the Terraform language documentation; "HCL Native Syntax Specification", section
Templates.
"""

from __future__ import annotations

import itertools
import re
from abc import abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from buttress.graph.node import CALL, MAP, SCALAR
from buttress.sources.terraform.syntax.scanner import NAME, NoSyntax, Scanner

if TYPE_CHECKING:
    from buttress.graph.node import Node

_SIMPLE = re.compile(r"[^\"\\$%\n]*\"")
_QUOTED = re.compile(r"[^\"\\$%\n]+|\\[\s\S]|\$\$\{|%%\{|\$\{|%\{|[$%\"]")
_BARE = re.compile(r"[^$%\n]+|\n|\$\$\{|%%\{|\$\{|%\{|[$%]")
_ESCAPES: Final = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_LONG: Final = {"u": 4, "U": 8}


@dataclass(slots=True)
class _Piece:
    """Holds a literal, an interpolation or a directive; `strips` says on which sides it takes white space away."""

    kind: str
    start: int
    text: str = ""
    parts: list[Node] = field(default_factory=list)
    names: tuple[str | None, str] = (None, "")
    strips: tuple[bool, bool] = (False, False)


class TemplateParser(Scanner):
    """Reads templates; expressions inside are read by the heir."""

    @abstractmethod
    def expression(self) -> Node:
        """Read an expression."""

    def quoted(self) -> Node:
        """Read a quoted template whose opening quote is the current word."""
        start = self.start
        match = _SIMPLE.match(self.text, self.place)
        if match is not None:
            text = match[0][:-1]
            self.place = match.end()
            self.advance()
            return self.scalar(text, start)
        over_lines = self.over_lines
        pieces = self._pieces(self.place, _QUOTED)
        self.goto(self.place, over_lines=over_lines)
        return self._template(pieces, start)

    def heredoc(self) -> Node:
        """Read a heredoc whose opening is the current word."""
        start, over_lines = self.start - 2, self.over_lines
        flush, marker = self.word.startswith("-"), self.word.lstrip("-")
        ending = re.compile(rf"[ \t]*{re.escape(marker)}[ \t]*(?=\r?\n|\Z)")
        pieces = self._pieces(self.place, _BARE, ending)
        if flush:
            _flush(pieces)
        self.goto(self.place, over_lines=over_lines)
        return self._template(pieces, start)

    def bare(self) -> Node:
        """Read the whole text as a template, as strings of the JSON syntax and files of templates are read."""
        return self._template(self._pieces(0, _BARE), 0)

    def _pieces(self, place: int, pattern: re.Pattern[str], ending: re.Pattern[str] | None = None) -> list[_Piece]:
        """Read up to the closing quote, the heredoc's ending line or the end of the text; leave `place` behind it."""
        pieces: list[_Piece] = []
        first = place
        while True:
            if ending is not None and (place == first or self.text[place - 1] == "\n"):
                end = ending.match(self.text, place)
                if end is not None:
                    self.place = self.last = end.end()
                    return pieces
            match = pattern.match(self.text, place)
            if match is None:
                if pattern is _BARE and ending is None:
                    self.place = self.last = place
                    return pieces
                raise NoSyntax(first - 1, "this text has no end.", "Close it, a quoted one on the same line.")
            found, place = match[0], match.end()
            if found == '"' and pattern is _QUOTED:
                self.place = self.last = place
                return pieces
            if found in ("${", "%{"):
                pieces.append(self._sequence(found, match.start()))
                place = self.place
            else:
                self._literal(pieces, found, match.start(), pattern)
                place = self.place = max(place, self.place)

    def _literal(self, pieces: list[_Piece], found: str, start: int, pattern: re.Pattern[str]) -> None:
        self.place = start + len(found)
        if found in ("$${", "%%{"):
            found = found[1:]
        elif found.startswith("\\") and pattern is _QUOTED:
            found = self._escape(found[1], start)
        whole_line = pattern is _BARE and pieces and pieces[-1].text.endswith("\n")
        if pieces and pieces[-1].kind == "text" and not whole_line:
            pieces[-1].text += found
        else:
            pieces.append(_Piece("text", start, found))

    def _escape(self, letter: str, start: int) -> str:
        length = _LONG.get(letter)
        if length is None:
            plain = _ESCAPES.get(letter)
            if plain is None:
                raise NoSyntax(start, f"\\{letter} is no escape of HCL.", "Write \\\\ for a backslash.")
            return plain
        digits = self.text[self.place : self.place + length]
        self.place += length
        try:
            return chr(int(digits, 16))
        except (ValueError, OverflowError) as error:
            raise NoSyntax(start, f"\\{letter}{digits} is no character.", "Give its hexadecimal digits.") from error

    def _sequence(self, opening: str, start: int) -> _Piece:
        """Read an interpolation or a directive; the closing brace is not made a word, as text follows it."""
        self.enter()
        self.start = start
        self.goto(start + 2, over_lines=True)
        left = self.take("~")
        piece = _Piece("expression", start)
        if opening == "${":
            piece.parts.append(self.expression())
        else:
            self._directive(piece)
        right = self.is_mark("~")
        if right:
            self.advance()
        if not self.is_mark("}"):
            self.unexpected("`}`")
        piece.strips = (left, right)
        self.depth -= 1
        return piece

    def _directive(self, piece: _Piece) -> None:
        if self.kind != NAME or self.word not in ("if", "else", "endif", "for", "endfor"):
            self.unexpected("`if`, `else`, `endif`, `for` or `endfor`")
        piece.kind = self.word
        self.advance()
        if piece.kind == "for":
            piece.names = self.for_names()
        if piece.kind in ("if", "for"):
            piece.parts.append(self.expression())

    def for_names(self) -> tuple[str | None, str]:
        """Read `key, value in` or `value in`."""
        first, second = self._name(), None
        if self.take(","):
            second = self._name()
        if self.kind != NAME or self.word != "in":
            self.unexpected("`in`")
        self.advance()
        return (first, second) if second is not None else (None, first)

    def _name(self) -> str:
        if self.kind != NAME:
            self.unexpected("a name")
        name = self.word
        self.advance()
        return name

    def _template(self, pieces: list[_Piece], start: int) -> Node:
        _strip(pieces)
        if len(pieces) == 1 and pieces[0].kind == "expression":
            return pieces[0].parts[0]
        parts = _Builder(self, [piece for piece in pieces if piece.kind != "text" or piece.text]).parts(())
        if all(part.kind == SCALAR and isinstance(part.value, str) for part in parts):
            return self.scalar("".join(part.value for part in parts), start)
        return self.call("tf:template", parts, start)


class _Builder:
    """Makes nodes of pieces, with what stands between directives inside of them."""

    def __init__(self, parser: TemplateParser, pieces: list[_Piece]) -> None:
        self.parser = parser
        self.pieces = pieces
        self.next = 0

    def parts(self, endings: tuple[str, ...]) -> list[Node]:
        """Give the nodes up to a directive that ends the part, which stays the next piece."""
        nodes: list[Node] = []
        text, begin = "", 0
        while self.next < len(self.pieces):
            piece = self.pieces[self.next]
            if piece.kind == "text":
                begin = begin if text else piece.start
                text += piece.text
                self.next += 1
                continue
            if text:
                nodes.append(self.parser.scalar(text, begin))
                text = ""
            if piece.kind in endings:
                return nodes
            self.next += 1
            nodes.append(self._node(piece))
        if text:
            nodes.append(self.parser.scalar(text, begin))
        if endings:
            raise NoSyntax(self.pieces[-1].start, f"`%{{ {endings[-1]} }}` is missing.", "Close the directive.")
        return nodes

    def _node(self, piece: _Piece) -> Node:
        match piece.kind:
            case "expression":
                return piece.parts[0]
            case "if":
                return self._conditional(piece)
            case "for":
                return self._loop(piece)
            case _:
                raise NoSyntax(piece.start, f"`%{{ {piece.kind} }}` closes nothing.", "Remove it.")

    def _inner(self, piece: _Piece, endings: tuple[str, ...]) -> Node:
        self.parser.start = piece.start
        self.parser.enter()
        parts = self.parts(endings)
        self.parser.depth -= 1
        return self.parser.call("tf:template", parts, piece.start)

    def _conditional(self, piece: _Piece) -> Node:
        then = self._inner(piece, ("else", "endif"))
        otherwise = self.parser.scalar("", piece.start)
        ending = self._ended(piece)
        if ending == "else":
            otherwise = self._inner(piece, ("endif",))
            self._ended(piece)
        return self.parser.call("tf:if", [piece.parts[0], then, otherwise], piece.start)

    def _loop(self, piece: _Piece) -> Node:
        body = self._inner(piece, ("endfor",))
        self._ended(piece)
        loop = loop_node(self.parser, piece.start, piece.names, {"in": piece.parts[0], "to": body})
        return self.parser.call("tf:joined", [loop], piece.start)

    def _ended(self, piece: _Piece) -> str:
        if self.next >= len(self.pieces):
            raise NoSyntax(
                piece.start, f"`%{{ {piece.kind} }}` has no end.", f"Close it with `%{{ end{piece.kind} }}`."
            )
        self.next += 1
        return self.pieces[self.next - 1].kind


def loop_node(parser: Scanner, start: int, names: tuple[str | None, str], parts: dict[str, Node]) -> Node:
    """Make the call of a `for`: a map of `key` and `value` (names), `in`, `by`, `to`, `if` and `group`."""
    members = {"value": parser.scalar(names[1], start), **parts}
    if names[0] is not None:
        members["key"] = parser.scalar(names[0], start)
    return parser.node(CALL, ("tf:for", parser.node(MAP, members, start)), start)


def _strip(pieces: list[_Piece]) -> None:
    """Take white space away beside strip markers, from the literal right beside one."""
    for before, after in itertools.pairwise(pieces):
        if before.strips[1] and after.kind == "text":
            after.text = after.text.lstrip()
        if after.strips[0] and before.kind == "text":
            before.text = before.text.rstrip()


def _flush(pieces: list[_Piece]) -> None:
    """Take the indentation that all lines share away; blank lines do not count."""
    at_begin, least, adjusted = True, -1, []
    for piece in pieces:
        if at_begin:
            blank = piece.kind == "text" and not piece.text.strip() and piece.text.endswith("\n")
            if not blank:
                spaces = len(piece.text) - len(piece.text.lstrip()) if piece.kind == "text" else 0
                least = spaces if least < 0 else min(least, spaces)
                adjusted.append(piece)
        at_begin = piece.kind == "text" and piece.text.endswith("\n")
    for piece in adjusted:
        piece.text = piece.text[least:] if piece.kind == "text" else piece.text
