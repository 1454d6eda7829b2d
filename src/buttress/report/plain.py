"""Text that others wrote, made harmless for a terminal: names and reasons may hold characters that command it."""

from __future__ import annotations

import re
from typing import Final

COMMANDS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Control characters but for tab and line feed, those that turn the direction of writing, and what is no character."""


def plain(text: str) -> str:
    r"""Write each character that commands a terminal as an escape that people can read: `\x1b`."""
    return COMMANDS.sub(_escaped, text) if COMMANDS.search(text) else text


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode()
