"""Expressions of HCL.

Source: "Expressions" of the Terraform language documentation; "HCL Native Syntax Specification", section Expressions.
Operators of one level associate to the left: `!` and `-`, then `* / %`, `+ -`, `> >= < <=`, `== !=`, `&&`, `||`.
"""

from __future__ import annotations

import re
from typing import Final

from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node
from buttress.sources.terraform.functions.numbers import number_of
from buttress.sources.terraform.syntax.scanner import HEREDOC, LINE, MARK, NAME, NUMBER, QUOTE
from buttress.sources.terraform.syntax.templates import TemplateParser, loop_node

_LEVELS: Final = {
    **dict.fromkeys(("*", "/", "%"), 6),
    **dict.fromkeys(("+", "-"), 5),
    **dict.fromkeys((">", ">=", "<", "<="), 4),
    **dict.fromkeys(("==", "!="), 3),
    "&&": 2,
    "||": 1,
}
_EQUALITY: Final = 3
_WORDS: Final = {"true": True, "false": False, "null": None}
_DIGITS = re.compile(r"\d+")
_ASSIGNS = re.compile(r"[ \t]*(?:=(?![=>])|:(?!:))")
_SPLAT = re.compile(r"[ \t\r\n]*\*[ \t\r\n]*\]")


class ExpressionParser(TemplateParser):
    """Reads expressions, each into one node."""

    def expression(self) -> Node:
        """Read an expression, a conditional among them; the current word is its first."""
        start = self.start
        self.enter()
        condition = self._operation()
        if self.is_mark("?"):
            self.advance()
            then = self.expression()
            if not self.take(":"):
                self.unexpected("`:`")
            condition = self.call("tf:if", [condition, then, self.expression()], start)
        self.depth -= 1
        return condition

    def _operation(self) -> Node:
        """Read operands with operators between them, without a call for each level of precedence."""
        first = self._operand()
        if self.kind != MARK or self.word not in _LEVELS:
            return first
        operands = [first]
        operators: list[tuple[str, int]] = []
        while self.kind == MARK and self.word in _LEVELS:
            operator, level = self.word, _LEVELS[self.word]
            while operators and operators[-1][1] >= level:
                self._apply(operands, operators)
            operators.append((operator, level))
            self.advance()
            operands.append(self._operand())
        while operators:
            self._apply(operands, operators)
        return operands[0]

    def _apply(self, operands: list[Node], operators: list[tuple[str, int]]) -> None:
        right, left = operands.pop(), operands.pop()
        operator, level = operators.pop()
        if level == _EQUALITY:
            self.compared.append((left, right))
        sign = Node(SCALAR, operator, left.file, left.line, left.column)
        parts = Node(LIST, [sign, left, right], left.file, left.line, left.column, right.end_line)
        operands.append(Node(CALL, ("tf:op", parts), left.file, left.line, left.column, right.end_line))

    def _operand(self) -> Node:
        """Read a term with signs before it and steps behind it."""
        if self.kind == MARK and self.word in ("-", "!"):
            start, sign = self.start, self.word
            self.enter()
            self.advance()
            inner = self._operand()
            self.depth -= 1
            if sign == "-" and inner.kind == SCALAR and type(inner.value) in (int, float):
                return self.scalar(-inner.value, start)
            return self.call("tf:op", [self.scalar(sign, start), inner], start)
        return self._term()

    def _term(self) -> Node:  # noqa: PLR0911 - one answer for each kind of word
        start, kind, word = self.start, self.kind, self.word
        if kind == NAME:
            self.advance()
            if self.kind == MARK and self.word == "(":
                return self._steps(self._function(word, start), start)
            if word in _WORDS:
                return self._steps(self.scalar(_WORDS[word], start), start)
            return self._traversal(word, start)
        if kind == QUOTE:
            return self._steps(self.quoted(), start)
        if kind == NUMBER:
            self.advance()
            number = number_of(word)
            return self.scalar(word if number is None else number, start)
        if kind == HEREDOC:
            return self.heredoc()
        if kind == MARK and word in "([{":
            return self._steps(self._bracketed(word, start), start)
        return self.unexpected("a value")

    def _bracketed(self, mark: str, start: int) -> Node:
        if mark == "(":
            before = self.open()
            inner = self.expression()
            self.close(")", before)
            return inner
        return self._tuple(start) if mark == "[" else self._object(start)

    def _function(self, name: str, start: int) -> Node:
        before, arguments, expanded = self.open(), [], False
        while not self.is_mark(")"):
            arguments.append(self.expression())
            if self.take("..."):
                expanded = True
                break
            if not self.take(","):
                break
        self.close(")", before)
        name = name.removeprefix("core::")
        if name == "contains" and len(arguments) == 2 and arguments[0].kind == LIST:  # noqa: PLR2004 - a list and a value
            self.compared.extend((item, arguments[1]) for item in arguments[0].value)
        return self.call("tf:fn", [self.scalar(name, start), self.scalar(expanded, start), *arguments], start)

    def _tuple(self, start: int) -> Node:
        before = self.open()
        if self.kind == NAME and self.word == "for":
            node = self._for(start, "]")
            self.close("]", before)
            return node
        items: list[Node] = []
        while not self.is_mark("]"):
            items.append(self.expression())
            if not self.take(","):
                break
        self.close("]", before)
        return self.node(LIST, items, start)

    def _for(self, start: int, closing: str) -> Node:
        self.advance()
        names = self.for_names()
        parts = {"in": self.expression()}
        if not self.take(":"):
            self.unexpected("`:`")
        result = self.expression()
        if closing == "}":
            parts["by"] = result
            if not self.take("=>"):
                self.unexpected("`=>`")
            result = self.expression()
            if self.is_mark("..."):
                parts["group"] = self.scalar(True, self.start)  # noqa: FBT003 - a value, not a switch
                self.advance()
        parts["to"] = result
        if self.kind == NAME and self.word == "if":
            self.advance()
            parts["if"] = self.expression()
        return loop_node(self, start, names, parts)

    def _object(self, start: int) -> Node:
        before = self.over_lines
        self.over_lines = True
        self.enter()
        self.advance()
        if self.kind == NAME and self.word == "for" and not self._is_key():
            node = self._for(start, "}")
            self.close("}", before)
            return node
        return self._members(start, before)

    def _members(self, start: int, before: bool) -> Node:  # noqa: FBT001 - what the bracket is closed with
        pairs: list[tuple[Node, Node]] = []
        while not self.is_mark("}"):
            self.over_lines = False
            key = self._key()
            if not (self.take("=") or self.take(":")):
                self.unexpected("`=`")
            if self.kind == LINE:
                self.goto(self.place, over_lines=True)
                self.over_lines = False
            pairs.append((key, _placed(self.expression(), key)))
            self.over_lines = True
            if self.kind == LINE:
                self.advance()
            elif not (self.take(",") or self.is_mark("}")):
                self.unexpected("a new line, `,` or `}`")
        self.close("}", before)
        if all(key.kind == SCALAR for key, _ in pairs):
            return self.node(MAP, {_written(key.value): value for key, value in pairs}, start)
        lists = [Node(LIST, [key, value], key.file, key.line, key.column, value.end_line) for key, value in pairs]
        return self.call("tf:object", lists, start)

    def _is_key(self) -> bool:
        """Say whether the current name is followed by the sign of an assignment."""
        return _ASSIGNS.match(self.text, self.place) is not None

    def _key(self) -> Node:
        """Read the key of an object: a bare name is its own text."""
        if self.kind == NAME and self._is_key():
            start, name = self.start, self.word
            self.advance()
            return self.scalar(name, start)
        return self.expression()

    def _traversal(self, name: str, start: int) -> Node:
        """Read a name and the steps behind it."""
        steps = [self.scalar(name, start)]
        while True:
            step = self._step()
            if step is None:
                break
            if step.kind == CALL and step.value[0] in ("tf:every", "tf:each-attribute"):
                source = self.call("tf:ref", steps, start)
                return self._steps(self._splat(source, step, start), start)
            steps.append(step)
        return self.call("tf:ref", steps, start)

    def _steps(self, source: Node, start: int) -> Node:
        """Read the steps behind anything else than a name."""
        while (step := self._step()) is not None:
            if step.kind == CALL and step.value[0] in ("tf:every", "tf:each-attribute"):
                source = self._splat(source, step, start)
            else:
                name = "tf:attr" if step.kind == SCALAR and isinstance(step.value, str) else "tf:index"
                source = self.call(name, [source, step], start)
        return source

    def _step(self) -> Node | None:
        """Read one step: `.name`, `.0`, `[…]`, `[*]` or `.*`; the last two as calls that only the parser sees."""
        start = self.start
        if self.is_mark("."):
            return self._dotted(start)
        if not self.is_mark("["):
            return None
        splat = _SPLAT.match(self.text, self.place)
        if splat is not None:
            self.goto(splat.end(), over_lines=self.over_lines)
            return self.call("tf:every", [], start)
        before = self.open()
        key = self.expression()
        self.close("]", before)
        return key

    def _dotted(self, start: int) -> Node:
        digits = _DIGITS.match(self.text, self.place)
        if digits is not None:
            self.goto(digits.end(), over_lines=self.over_lines)
            return self.scalar(int(digits[0]) if len(digits[0]) < 10 else digits[0], start)  # noqa: PLR2004 - an index
        self.advance()
        if self.take("*"):
            return self.call("tf:each-attribute", [], start)
        if self.kind != NAME:
            self.unexpected("the name of an attribute")
        name = self.word
        self.advance()
        return self.scalar(name, start)

    def _splat(self, source: Node, sign: Node, start: int) -> Node:
        """Read what is taken of every element: all steps behind `[*]`, only attributes behind `.*`."""
        steps: list[Node] = []
        full = sign.value[0] == "tf:every"
        while full or self.is_mark("."):
            step = self._step()
            if step is None:
                break
            if step.kind == CALL and step.value[0] in ("tf:every", "tf:each-attribute"):
                inner = self._splat(self.call("tf:ref", [self.scalar("", start), *steps], start), step, start)
                return self.call("tf:splat", [source, inner], start)
            steps.append(step)
        if not steps:
            return self.call("tf:splat", [source], start)
        return self.call("tf:splat", [source, self.call("tf:ref", [self.scalar("", start), *steps], start)], start)


def _placed(value: Node, key: Node) -> Node:
    """Give a member's value the place of its key."""
    value.line, value.column = key.line, key.column
    return value


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else str(value)
