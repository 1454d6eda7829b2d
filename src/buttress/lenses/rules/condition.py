"""The conditions of risk rules: choice ids joined by `&&`, `||`, `!` and brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN: Final = re.compile(r"\s*(?:(?P<atom>[A-Za-z0-9_]+)|(?P<sign>&&|\|\||!|\(|\)))")
MOST_BRACKETS: Final = 100
"""How deep brackets and `!` may nest: a limit that holds beats one that a stack overflow finds first."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Holds where a choice is selected."""

    id: str


@dataclass(frozen=True, slots=True)
class Not:
    """Holds where its part does not."""

    part: Condition


@dataclass(frozen=True, slots=True)
class All:
    """Holds where each of its parts does (`&&`)."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Holds where at least one of its parts does (`||`)."""

    parts: tuple[Condition, ...]


Condition = Choice | Not | All | Some


class ConditionError(ValueError):
    """A condition cannot be read; `at` is the character, from 0, where it stops making sense."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


def parse(text: str) -> Condition:
    """Read a condition; `!` binds closer than `&&`, and `&&` closer than `||`. Raises ConditionError."""
    reader = _Reader(text)
    condition = reader.some(0)
    if reader.next:
        raise ConditionError(f"{reader.next!r} was not expected here; join choices with && or ||", reader.at)
    return condition


def written(condition: Condition) -> str:
    """Write a condition as `parse` reads it, with no brackets but the needed ones."""
    match condition:
        case Choice(name):
            return name
        case Not(part):
            return f"!{written(part) if isinstance(part, Choice | Not) else f'({written(part)})'}"
        case All(parts):
            return " && ".join(
                f"({written(part)})" if isinstance(part, All | Some) else written(part) for part in parts
            )
        case Some(parts):
            return " || ".join(
                f"({written(part)})" if isinstance(part, All | Some) else written(part) for part in parts
            )


def choices_of(condition: Condition) -> Iterator[str]:
    """Give the ids of the choices that a condition names, in their order, as often as it names them."""
    match condition:
        case Choice(name):
            yield name
        case Not(part):
            yield from choices_of(part)
        case All(parts) | Some(parts):
            for part in parts:
                yield from choices_of(part)


class _Reader:
    """Reads a condition by recursive descent; `next` is the token ahead (empty at the end), `at` where it starts."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.end = 0
        self.next = ""
        self.advance()

    def advance(self) -> str:
        """Step over the token ahead, and give it."""
        taken = self.next
        found = TOKEN.match(self.text, self.end)
        if found is not None:
            self.next, self.at, self.end = found[found.lastgroup or 0], found.start(found.lastgroup or 0), found.end()
            return taken
        rest = self.text[self.end :]
        self.at = self.end + len(rest) - len(rest.lstrip())
        if rest.strip():
            raise ConditionError(f"{rest.strip()[0]!r} means nothing here; write choice ids, &&, ||, ! and ()", self.at)
        self.next = ""
        return taken

    def some(self, depth: int) -> Condition:
        parts = [self.all(depth)]
        while self.next == "||":
            self.advance()
            parts.append(self.all(depth))
        return parts[0] if len(parts) == 1 else Some(tuple(parts))

    def all(self, depth: int) -> Condition:
        parts = [self.one(depth)]
        while self.next == "&&":
            self.advance()
            parts.append(self.one(depth))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def one(self, depth: int) -> Condition:
        if depth > MOST_BRACKETS:
            raise ConditionError(f"brackets nest more than {MOST_BRACKETS} deep", self.at)
        if self.next == "!":
            self.advance()
            return Not(self.one(depth + 1))
        if self.next == "(":
            return self._bracketed(depth)
        if not self.next or not re.fullmatch(r"\w+", self.next):
            what = f"{self.next!r} was not expected here" if self.next else "the condition ends too early"
            raise ConditionError(f"{what}; a choice id, ! or ( belongs here", self.at)
        return Choice(self.advance())

    def _bracketed(self, depth: int) -> Condition:
        opened = self.at
        self.advance()
        inner = self.some(depth + 1)
        if self.next != ")":
            raise ConditionError("this bracket is never closed", opened)
        self.advance()
        return inner
