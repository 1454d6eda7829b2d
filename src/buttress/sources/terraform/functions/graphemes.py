"""Characters as Terraform counts them: grapheme clusters of Unicode.

Source: https://developer.hashicorp.com/terraform/language/functions/length
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from buttress.sources.terraform.functions.call import Call

_JOINED: Final = ((0x1100, 0x11FF), (0xA960, 0xA97F), (0xD7B0, 0xD7FF), (0x1F1E6, 0x1F1FF), (0x1F3FB, 0x1F3FF))
"""Hangul's jamo, regional indicators and skin tones: characters that join others."""
_JOINING: Final = ("Mn", "Mc", "Me", "Cf", "Cs", "Cn")


def characters(call: Call, text: str) -> list[str]:
    """Give the characters of a text; raises `NotKnown` for one whose characters Unicode joins in other than plain
    ways.
    """
    if "\r\n" in text or (not text.isascii() and any(_joins(char) for char in text)):
        call.unknown("the text has characters that are made of several, which are not counted here")
    return list(text)


def _joins(char: str) -> bool:
    code = ord(char)
    return any(first <= code <= last for first, last in _JOINED) or unicodedata.category(char) in _JOINING
