"""Translates regular expressions of RE2 to Python's where the two mean the same.

Source: https://github.com/google/re2/wiki/Syntax
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

_POSIX: Final = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "ascii": r"\x00-\x7F",
    "blank": r"\t ",
    "cntrl": r"\x00-\x1F\x7F",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": r"!-/:-@\[-`{-~",
    "space": r"\t\n\v\f\r ",
    "upper": "A-Z",
    "word": "0-9A-Za-z_",
    "xdigit": "0-9A-Fa-f",
}
_REPEAT: Final = re.compile(r"\{(\d{1,4})(,(\d{0,4}))?\}")
_GROUP: Final = re.compile(r"\(\?(?:P?<([A-Za-z_]\w*)>|([imsU]*)(?:-[imsU]+)?([:)]))", re.ASCII)
_HEX: Final = re.compile(r"\\x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\})")
_MOST_REPEATS: Final = 1000
_MOST_STEPS: Final = 10**9


class NoPattern(Exception):  # noqa: N818 - RE2's verdict, which becomes `Invalid`
    """Says that RE2 refuses a pattern."""


class NotTheSame(Exception):  # noqa: N818 - it becomes `NotKnown`
    """Says that a pattern may mean something else, or take too long, in Python."""


@dataclass(frozen=True, slots=True)
class Translated:
    """Holds a pattern of Python; `folds` says that it ignores case, `loops` and `choices` bound its search."""

    pattern: str
    folds: bool
    loops: int
    choices: int

    def steps(self, length: int) -> int:
        """Bound the steps that a search of a text of so many characters takes."""
        bound: int = 2**self.choices if self.choices < 30 else _MOST_STEPS  # noqa: PLR2004 - beyond any limit
        for _ in range(self.loops + 1):
            bound = min(bound * (length + 1), _MOST_STEPS)
        return bound


@dataclass(slots=True)
class _Translation:
    source: str
    place: int = 0
    made: list[str] = field(default_factory=list)
    multiline: bool = False
    folds: bool = False
    loops: int = 0
    choices: int = 0
    groups: list[bool] = field(default_factory=list)
    """For each group that is open, whether it has something that can match in several ways."""
    repeatable: str = ""
    """What stands before: nothing that can be repeated, `one` thing, a group of `several` ways, or a `repeat`."""

    def run(self) -> None:
        while self.place < len(self.source):
            char = self.source[self.place]
            step = _STEPS.get(char)
            if step is None:
                self.literal(char)
            else:
                step(self)
        if self.groups:
            raise NoPattern("a group is not closed")

    def literal(self, char: str) -> None:
        self.put(re.escape(char), 1)

    def put(self, text: str, length: int, before: str = "one") -> None:
        self.made.append(text)
        self.place += length
        self.repeatable = before

    def vary(self) -> None:
        self.groups[:] = [True] * len(self.groups)

    def dot(self) -> None:
        self.put(".", 1)

    def caret(self) -> None:
        self.put("^", 1)

    def dollar(self) -> None:
        self.put("$" if self.multiline else r"\Z", 1)

    def bar(self) -> None:
        self.vary()
        self.choices += 1
        self.put("|", 1, "")

    def open(self) -> None:
        if not self.source.startswith("(?", self.place):
            self.groups.append(False)
            self.put("(", 1, "")
            return
        match = _GROUP.match(self.source, self.place)
        if match is None:
            raise NoPattern(f"{self.source[self.place : self.place + 4]} opens no group of RE2")
        name, flags, end = match.groups()
        if name:
            self.groups.append(False)
            self.put(f"(?P<{name}>", len(match.group()), "")
            return
        self._flags(match.group(), flags or "", str(end))

    def _flags(self, text: str, flags: str, end: str) -> None:
        if "U" in text or "-" in text or (end == ")" and self.place) or ("m" in flags and end == ":"):
            raise NotTheSame(f"the flags {text} are not read here")
        self.folds |= "i" in flags
        self.multiline |= "m" in flags
        if end == ":":
            self.groups.append(False)
        self.put(text, len(text), "")

    def close(self) -> None:
        if not self.groups:
            raise NoPattern("a group is closed that was not opened")
        self.put(")", 1, "several" if self.groups.pop() else "one")

    def repeat(self) -> None:
        char = self.source[self.place]
        match = _REPEAT.match(self.source, self.place)
        if char == "{" and match is None:
            self.literal(char)
            return
        if self.repeatable in ("", "repeat"):
            raise NoPattern("nothing stands before a repetition")
        text = match.group() if match else char
        if match and int(match.group(3) or match.group(1)) > _MOST_REPEATS:
            raise NoPattern("a repetition counts beyond 1000")
        if self.repeatable == "several" and char != "?":
            raise NotTheSame("a repetition of something that matches in several ways may take too long")
        fixed = match is not None and match.group(2) is None
        self.loops += char != "?" and not fixed
        self.choices += char == "?"
        if not fixed:
            self.vary()
        lazy = self.source.startswith("?", self.place + len(text))
        self.put(text + ("?" if lazy else ""), len(text) + lazy, "repeat")

    def escape(self) -> None:
        text = self.source[self.place : self.place + 2]
        if text in (r"\d", r"\D", r"\w", r"\W", r"\b", r"\B", r"\A"):
            self.put(text, 2)
        elif text == r"\z":
            self.put(r"\Z", 2)
        elif text in (r"\s", r"\S"):
            self.put(r"[\t\n\f\r ]" if text == r"\s" else r"[^\t\n\f\r ]", 2)
        else:
            char, length = _single(self.source, self.place)
            self.put(re.escape(char), length)

    def bracket(self) -> None:
        text, end = _class(self.source, self.place)
        self.put(text, end - self.place)


def _single(source: str, place: int) -> tuple[str, int]:
    """Give the one character that an escape writes, and the length of the escape."""
    char = source[place + 1 : place + 2]
    named = {"a": "\a", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
    if char in named:
        return named[char], 2
    if char == "x":
        match = _HEX.match(source, place)
        code = int(match.group(1) or match.group(2), 16) if match else -1
        if not match or not 0 <= code <= 0x10FFFF:  # noqa: PLR2004 - the last character of Unicode
            raise NoPattern("the escape \\x writes no character")
        return chr(code), len(match.group())
    if char in ("p", "P", "Q", "C", "0"):
        raise NotTheSame(f"\\{char} is not read here")
    if not char or char.isalnum() or not char.isascii():
        raise NoPattern(f"\\{char} is no escape")
    return char, 2


def _class(source: str, start: int) -> tuple[str, int]:
    """Translate a class in brackets; give it and where it ends."""
    place = start + 1
    negated = source.startswith("^", place)
    place += negated
    made: list[str] = []
    first = True
    while place < len(source) and (first or source[place] != "]"):
        piece, place = _piece(source, place)
        made.append(piece)
        first = False
    if place >= len(source):
        raise NoPattern("a class in brackets is not closed")
    return f"[{'^' if negated else ''}{''.join(made)}]", place + 1


def _piece(source: str, place: int) -> tuple[str, int]:
    """Translate one member of a class: a range, a character, a class of POSIX or an escape."""
    if source.startswith("[:", place) and (end := source.find(":]", place)) > 0:
        inner = _POSIX.get(source[place + 2 : end])
        if inner is None:
            raise NotTheSame(f"{source[place : end + 2]} is not read here")
        return inner, end + 2
    shorthand = source[place : place + 2]
    if shorthand in (r"\d", r"\w", r"\D", r"\W"):
        return shorthand, place + 2
    if shorthand == r"\s":
        return r"\t\n\f\r ", place + 2
    if shorthand == r"\S":
        raise NotTheSame("\\S in a class is not read here")
    low, place = _bound(source, place)
    if source.startswith("-", place) and source[place + 1 : place + 2] not in ("]", ""):
        high, place = _bound(source, place + 1)
        if high < low:
            raise NoPattern("a range runs backwards")
        return f"{re.escape(low)}-{re.escape(high)}", place
    return re.escape(low), place


def _bound(source: str, place: int) -> tuple[str, int]:
    if source[place] != "\\":
        return source[place], place + 1
    char, length = _single(source, place)
    return char, place + length


_STEPS: Final = {
    ".": _Translation.dot,
    "^": _Translation.caret,
    "$": _Translation.dollar,
    "|": _Translation.bar,
    "(": _Translation.open,
    ")": _Translation.close,
    "*": _Translation.repeat,
    "+": _Translation.repeat,
    "?": _Translation.repeat,
    "{": _Translation.repeat,
    "\\": _Translation.escape,
    "[": _Translation.bracket,
}


def translated(pattern: str) -> Translated:
    """Translate a pattern; raises `NoPattern` where RE2 refuses it, `NotTheSame` where Python may differ."""
    translation = _Translation(pattern)
    translation.run()
    return Translated("".join(translation.made), translation.folds, translation.loops, translation.choices)
