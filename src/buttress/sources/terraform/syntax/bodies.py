"""Files and bodies of HCL: attributes and blocks, read block by block so that a broken one leaves the others.

tree-sitter-hcl was measured first: over the same files it parses as fast as this reads, but leaves white space out of
heredocs, and one broken expression took the rest of the file with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from buttress.graph.graph import Problem
from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node
from buttress.sources.terraform.syntax.document import Block, Document
from buttress.sources.terraform.syntax.expressions import ExpressionParser
from buttress.sources.terraform.syntax.scanner import END, LINE, NAME, QUOTE, NoSyntax

if TYPE_CHECKING:
    from collections.abc import Iterable

_NEXT = re.compile(r"^[^\W\d][\w-]*(?:[ \t]+(?:\"[^\"\n]*\"|[^\W\d][\w-]*))*[ \t]*(?:\{|=(?!=))", re.MULTILINE)
"""How a block or attribute of the top level begins, where reading goes on after a broken one."""
MOST_PROBLEMS: Final = 20
"""How many broken blocks of one file are told."""


class BodyParser(ExpressionParser):
    """Reads a file or the body of a block."""

    def document(self) -> Document:
        """Read a whole file."""
        blocks: list[Block] = []
        attributes: dict[str, Node] = {}
        problems: list[Problem] = []
        place = 0
        while True:
            self.depth = 0
            try:
                self.goto(place, over_lines=True)
                if self.kind == END:
                    break
                self._item(blocks, attributes)
                place = self.last
            except NoSyntax as error:
                problems.append(self._problem(error))
                place = self._after(max(place, self._begin_of(place)))
                if place < 0 or len(problems) >= MOST_PROBLEMS:
                    break
        return Document(self.file, tuple(blocks), tuple(problems), attributes, tuple(self.compared))

    def _begin_of(self, place: int) -> int:
        """Give where the item behind a place begins."""
        begin = _NEXT.search(self.text, place)
        return begin.end() if begin is not None else len(self.text)

    def _after(self, place: int) -> int:
        """Give where the next item of the top level begins, -1 where there is none."""
        following = _NEXT.search(self.text, place)
        return following.start() if following is not None else -1

    def _problem(self, error: NoSyntax) -> Problem:
        line = self.line_of(error.offset)
        column = error.offset - self.starts[line - 1] + 1
        message = f"{error.message} The block around it is not read."
        return Problem(self.file, line, column, message, error.hint, stops=True)

    def _item(self, blocks: list[Block], attributes: dict[str, Node]) -> None:
        """Read one block or attribute of the top level."""
        name, start = self._named()
        if self.is_mark("="):
            attributes[name] = self._attribute(start)
            return
        labels = self._labels()
        blocks.append(Block(name, labels, self._block_body(start)))

    def _named(self) -> tuple[str, int]:
        if self.kind != NAME:
            self.unexpected("the name of a block or attribute")
        name, start = self.word, self.start
        self.over_lines = False
        self.advance()
        return name, start

    def _attribute(self, start: int) -> Node:
        """Read `= value` up to the end of the line."""
        self.advance()
        value = self.expression()
        if self.kind not in (LINE, END) and not self.is_mark("}"):
            self.unexpected("the end of the line")
        if value.kind != CALL or self.origin is None:
            value.line = self.line_of(start)
            value.column = start - self.starts[value.line - 1] + 1
        return value

    def _labels(self) -> tuple[str, ...]:
        labels: list[str] = []
        while self.kind in (NAME, QUOTE):
            if self.kind == NAME:
                labels.append(self.word)
                self.advance()
            else:
                label = self.quoted()
                labels.append(str(label.value) if label.kind == SCALAR else "")
        return tuple(labels)

    def _block_body(self, start: int) -> Node:
        """Read `{ … }` into a map at the place of the block's header."""
        if not self.is_mark("{"):
            self.unexpected("`{` or `=`")
        self.enter()
        self.over_lines = True
        self.advance()
        members: dict[str, Node] = {}
        nested: dict[str, list[tuple[bool, Node]]] = {}
        while not self.is_mark("}"):
            name, begin = self._named()
            if self.is_mark("="):
                members[name] = self._attribute(begin)
            else:
                self._nested(name, begin, nested)
            if self.kind == LINE:
                self.over_lines = True
                self.advance()
            elif not self.is_mark("}"):
                self.unexpected("a new line")
        self.depth -= 1
        self.over_lines = False
        self.advance()
        members.update((name, _repeated(parts)) for name, parts in nested.items())
        return self.node(MAP, members, start)

    def _nested(self, name: str, start: int, nested: dict[str, list[tuple[bool, Node]]]) -> None:
        labels = self._labels()
        body = self._block_body(start)
        if name == "dynamic" and len(labels) == 1:
            body.value["tf:name"] = self.scalar(labels[0], start)
            nested.setdefault(labels[0], []).append((True, body))
            return
        if labels:
            body.value.setdefault("tf:labels", self.node(LIST, [self.scalar(label, start) for label in labels], start))
        nested.setdefault(name, []).append((False, body))


def _repeated(parts: Iterable[tuple[bool, Node]]) -> Node:
    """Give the blocks of one name: a list of maps, or a call where some of them are dynamic."""
    parts = list(parts)
    first = parts[0][1]
    end = parts[-1][1].end_line
    if not any(dynamic for dynamic, _ in parts):
        return Node(LIST, [body for _, body in parts], first.file, first.line, first.column, end)
    items = [
        Node(CALL, ("tf:repeat", body), body.file, body.line, body.column, body.end_line) if dynamic else body
        for dynamic, body in parts
    ]
    listed = Node(LIST, items, first.file, first.line, first.column, end)
    return Node(CALL, ("tf:dynamic", listed), first.file, first.line, first.column, end)


def read_hcl(text: str, file: str) -> Document:
    """Read the text of a file; what is broken is among its problems, with the block that it stands in left out."""
    return BodyParser(text, file).document()


def read_expression(text: str, origin: Node) -> Node:
    """Read one expression that is the text of another value; raises `NoSyntax` where it is none."""
    parser = BodyParser(text, origin.file, origin)
    parser.goto(0, over_lines=True)
    node = parser.expression()
    if parser.kind != END:
        parser.unexpected("the end of the expression")
    return node


def read_template(text: str, origin: Node) -> Node:
    """Read one template that is the text of another value; raises `NoSyntax` where it is none."""
    if "${" not in text and "%{" not in text:
        return Node(SCALAR, text, origin.file, origin.line, origin.column, origin.end_line)
    return BodyParser(text, origin.file, origin).bare()
