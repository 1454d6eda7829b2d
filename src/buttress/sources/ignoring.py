"""What git ignores below a folder: the patterns of its `.gitignore`.

Source: "Pattern format" of gitignore(5). Our own, as the package that does this takes longer to import than a small
review takes to judge.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PIECE: Final = re.compile(r"\\(.)|(\*+)|(\?)|(\[(?:[!^]?\]?(?:\\.|\[:\w+:\]|[^\]\\])*)\])|(.)", re.DOTALL)
"""What a segment of a pattern is made of: an escaped character, stars, `?`, a class of characters, any other."""

_CLASSES: Final = {
    "alnum": "a-zA-Z0-9", "alpha": "a-zA-Z", "blank": " \\t", "digit": "0-9", "lower": "a-z", "punct": "!-/:-@\\[-`{-~",
    "space": "\\s", "upper": "A-Z", "xdigit": "0-9a-fA-F",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """Holds one line: what it matches, whether it takes back (`!`), and whether it speaks of folders only."""

    matches: re.Pattern[str]
    takes_back: bool
    folders_only: bool


@dataclass(frozen=True, slots=True)
class Ignoring:
    """Holds the rules of one ignore file, the last line first: the last that matches decides."""

    rules: tuple[Rule, ...]

    def ignores(self, path: str, *, folder: bool) -> bool:
        """Say whether a path, relative to the file's folder, is ignored: by itself, or with a folder that it is in."""
        ends = [place for place, character in enumerate(path) if character == "/"]
        return any(self._decides(path[:end], folder=True) for end in ends) or self._decides(path, folder=folder)

    def _decides(self, path: str, *, folder: bool) -> bool:
        for rule in self.rules:
            if (folder or not rule.folders_only) and rule.matches.fullmatch(path):
                return not rule.takes_back
        return False


def ignoring(lines: Iterable[str]) -> Ignoring:
    """Read the lines of an ignore file; a line that is no pattern says nothing, as in git."""
    return Ignoring(tuple(reversed([rule for line in lines for rule in _rule(line)])))


def _rule(line: str) -> Iterator[Rule]:
    pattern = re.sub(r"(?<!\\)((?:\\\\)*)\s+$", r"\1", line)
    takes_back = pattern.startswith("!")
    pattern = pattern[1:] if takes_back else pattern
    folders_only = pattern.endswith("/")
    pattern = pattern.removesuffix("/")
    if not pattern.startswith("#") and pattern:
        try:
            yield Rule(re.compile(_regex(pattern), re.DOTALL), takes_back, folders_only)
        except re.error:
            return


def _regex(pattern: str) -> str:
    """Translate a pattern; one without a slash, but at its end, holds at any depth."""
    segments = pattern.removeprefix("/").split("/")
    anywhere = "" if "/" in pattern else "(?:.*/)?"
    return anywhere + "".join(_segments(segments))


def _segments(segments: list[str]) -> Iterator[str]:
    for number, segment in enumerate(segments):
        last = number == len(segments) - 1
        if len(segment) > 1 and set(segment) == {"*"}:
            yield ".+" if last else "(?:.*/)?"
        else:
            yield "".join(_pieces(segment)) + ("" if last else "/")


def _pieces(segment: str) -> Iterator[str]:
    for escaped, stars, one, among, other in _PIECE.findall(segment):
        if stars or one:
            yield "[^/]*" if stars else "[^/]"
        else:
            yield _among(among) if among else re.escape(escaped or other)


def _among(pattern: str) -> str:
    """Translate a class of characters."""
    negated = pattern[1] in "!^"
    inside = re.sub(r"\[:(\w+):\]", lambda found: _CLASSES.get(found[1], ""), pattern[1 + negated : -1])
    inside = inside.replace("[", "\\[") if "[:" not in pattern else inside
    return f"(?!/)[{'^' if negated else ''}{inside}]"
