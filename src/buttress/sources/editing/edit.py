"""One change of a text, and why there may be none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from buttress.evidence.fix import Literal, Step

MOST_SHOWN: Final = 40
"""How many characters of a text a reason quotes."""
SET: Final = "it is set so already"

Tree = dict["Step", "Tree | Literal"]
"""Wanted values by the steps that lead to them."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Puts a text in the place of what stands between two offsets, counted in characters."""

    start: int
    end: int
    text: str


class RefusedError(Exception):
    """Says why a property is not changed, as people read it."""


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Give the text with all edits made, those at one place in their own order; raises ValueError where two overlap."""
    parts: list[str] = []
    place = 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if edit.start < place:
            raise ValueError(f"two changes overlap at character {edit.start}")
        parts += (text[place : edit.start], edit.text)
        place = edit.end
    return "".join((*parts, text[place:]))


def planted(tree: Tree, steps: tuple[Step, ...], value: Literal) -> None:
    """Add a wanted value; raises `RefusedError` where something else is wanted there already."""
    here = tree
    for step in steps[:-1]:
        below = here.setdefault(step, {})
        if not isinstance(below, dict):
            raise RefusedError("another fix sets it to something else")
        here = below
    if here.setdefault(steps[-1], value) != value:
        raise RefusedError("another fix sets it to something else")


def shown(text: str) -> str:
    """Give a piece of a text as a reason quotes it: its first line, cut where it is long."""
    first = text.strip().partition("\n")[0].rstrip("\r")
    return first if first == text.strip() and len(first) <= MOST_SHOWN else f"{first[:MOST_SHOWN]}…"


def newline_of(text: str) -> str:
    """Give how a text ends its lines, by its first one."""
    first = text.find("\n")
    return "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"


def end_of_line(text: str, offset: int) -> int:
    """Give where the line of an offset ends, before what ends it."""
    end = text.find("\n", offset)
    end = len(text) if end < 0 else end
    return end - 1 if end > offset and text[end - 1] == "\r" else end


def start_of_line(text: str, offset: int) -> int:
    """Give where the line of an offset begins."""
    return text.rfind("\n", 0, offset) + 1


def starts_of(text: str) -> list[int]:
    """Give the offsets at which the lines of a text begin."""
    return [0, *(match.end() for match in re.finditer("\n", text))]
