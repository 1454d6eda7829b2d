"""Reads what the Markdown page beside a check tells people: three sections of prose, and fenced blocks between them."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from buttress.records import dataclass

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS: Final = ("Why it matters", "Fix", "What it cannot tell")
"""The sections of a page, in their order."""

ENOUGH: Final = 75
"""How many characters a few sentences have that can stand alone."""

_SENTENCE_END = re.compile(r"(?<=[.?])\s+(?=[\"'`(]?[A-Z0-9])")


class PageError(Exception):
    """Says what is wrong with a page, after `file:line`."""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(f"{file}:{line}: {message}")


@dataclass(frozen=True, slots=True)
class Block:
    """Holds one fenced block: what stands after its backticks, its lines, and the page's line of the first of them."""

    info: str
    lines: tuple[str, ...]
    first_line: int


@dataclass(frozen=True, slots=True)
class Prose:
    """Holds the sections of a page as Markdown, without the templates."""

    why: str
    fix: str
    limits: str

    @property
    def first_step(self) -> str:
        """Give the first sentence of *Fix*: what to do first."""
        return first_sentence(self.fix)

    @property
    def in_short(self) -> str:
        """Give the first sentence of *Why it matters*, with the next where the first is too short to stand alone."""
        return opening(self.why)


@functools.cache
def prose_of(path: Path) -> Prose:
    """Give the prose of a check's page, read once; raises `PageError` where it is absent or not as a page should be."""
    return parted(text_of_page(path, path.name), path.name)[0]


def text_of_page(path: Path, file: str) -> str:
    """Give the text of a page; raises `PageError` where there is none."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise PageError(file, 1, "there is no such page; a check has one beside it, of the same name.") from None


def parted(text: str, file: str) -> tuple[Prose, list[Block]]:
    """Part a page into its prose and its fenced blocks; raises `PageError`, with the file and line."""
    lines, blocks = _parted(text, file)
    return Prose(*_sections(lines, file)), blocks


def first_sentence(text: str) -> str:
    """Give the first sentence of a text, on one line."""
    paragraph = " ".join(text.strip().split("\n\n", 1)[0].split())
    return _SENTENCE_END.split(paragraph, maxsplit=1)[0]


def opening(text: str) -> str:
    """Give the first sentences of a text, on one line, until they say enough to stand alone."""
    paragraph = " ".join(text.strip().split("\n\n", 1)[0].split())
    said = ""
    for sentence in _SENTENCE_END.split(paragraph):
        said = f"{said} {sentence}".strip()
        if len(said) >= ENOUGH:
            break
    return said


def _parted(text: str, file: str) -> tuple[list[tuple[int, str]], list[Block]]:
    """Part a page into its numbered lines of prose and its fenced blocks."""
    prose: list[tuple[int, str]] = []
    blocks: list[Block] = []
    opened: tuple[int, str] | None = None
    inside: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("```"):
            if opened is None:
                prose.append((number, line))
            else:
                inside.append(line)
        elif opened is None:
            opened, inside = (number, line[3:].strip()), []
        else:
            blocks.append(Block(opened[1], tuple(inside), opened[0] + 1))
            opened = None
    if opened is not None:
        raise PageError(file, opened[0], "this block is not closed.")
    return prose, blocks


def _sections(prose: list[tuple[int, str]], file: str) -> list[str]:
    found: dict[str, list[str]] = {}
    heading = ""
    for number, line in prose:
        if line.startswith("#"):
            heading = _heading(line, number, file)
            found.setdefault(heading, [])
        elif heading:
            found[heading].append(line)
        elif line.strip():
            raise PageError(file, number, f"a page begins with `## {HEADINGS[0]}`.")
    texts = [re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() for lines in found.values()]
    if tuple(found) != HEADINGS or not all(texts):
        wanted = ", ".join(f"## {name}" for name in HEADINGS)
        raise PageError(file, 1, f"a page has {wanted}, in this order, and each says something.")
    return texts


def _heading(line: str, number: int, file: str) -> str:
    name = line.removeprefix("## ").strip()
    if name not in HEADINGS or not line.startswith("## "):
        raise PageError(file, number, f"{line!r} is no heading of a page.")
    return name
