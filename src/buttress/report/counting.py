"""Numbers with their nouns, as people write them."""

from __future__ import annotations


def count(number: int, noun: str, plural: str = "") -> str:
    """Give a number with its noun: `1 gap`, `1,200 gaps`; `plural` is what an s at the end does not make."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"
