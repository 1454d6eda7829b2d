"""Reads the suppressions in the comments of a file; what they say is the same as in a YAML template."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from buttress.graph.suppression import Suppression
from buttress.sources.cloudformation.suppression_comments import in_comments
from buttress.sources.cloudformation.suppressions import WORDS

if TYPE_CHECKING:
    from buttress.sources.terraform.syntax.document import Document

_PIECE: Final = re.compile(
    r"(?P<comment>(?:#|//)[^\n]*|/\*[\s\S]*?\*/)"
    r"|(?P<text>\"(?:[^\"\\\n]|\\.)*\"|<<-?(?P<mark>[^\W\d][\w-]*)[ \t]*\r?\n[\s\S]*?\n[ \t]*(?P=mark)[ \t]*$)",
    re.MULTILINE,
)
"""A comment, or a text in which a sign begins none."""


def with_suppressions(document: Document, text: str) -> Document:
    """Add what the comments of a file say about gaps of its resources, and what is wrong with it."""
    if not any(word in text for word in WORDS):
        return document
    resources = {block.name: block.body for block in document.blocks if block.type == "resource"}
    found = list(in_comments(text, document.file, resources, _texts(text)))
    return replace(
        document,
        suppressions=tuple(one for one in found if isinstance(one, Suppression)),
        problems=(*document.problems, *(one for one in found if not isinstance(one, Suppression))),
    )


def _texts(text: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Give where each quoted text and heredoc begins and ends, as lines and columns."""
    return [
        (_place(text, match.start()), _place(text, match.end()))
        for match in _PIECE.finditer(text)
        if match["text"] is not None
    ]


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
