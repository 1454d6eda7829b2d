"""A member of a JSON document that somebody else wrote: typed at each read, or refused with its place."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

Word = TypeVar("Word", bound=str)


class MemberError(Exception):
    """Says which member of a document is not what it should be."""


@dataclass(frozen=True, slots=True)
class Member:
    """Reads an object of a document; `place` is the path to it, for messages. Each reader raises `MemberError`."""

    content: object
    place: str

    def get(self, key: str) -> object:
        """Give what stands under a key, None where nothing does."""
        if not isinstance(self.content, dict):
            raise MemberError(f"{self.place or 'the document'} is no object.")
        return self.content.get(key)

    def text(self, key: str) -> str:
        """Give a text."""
        found = self.get(key)
        return found if isinstance(found, str) else self._refuse(key, "a text")

    def number(self, key: str) -> int:
        """Give a whole number."""
        found = self.get(key)
        return found if isinstance(found, int) and not isinstance(found, bool) else self._refuse(key, "a whole number")

    def flag(self, key: str) -> bool:
        """Give true or false."""
        found = self.get(key)
        return found if isinstance(found, bool) else self._refuse(key, "true or false")

    def day(self, key: str) -> datetime.date:
        """Give a day that is written YYYY-MM-DD."""
        try:
            return datetime.date.fromisoformat(self.text(key))
        except ValueError:
            return self._refuse(key, "a day such as 2026-11-23")

    def one_of(self, key: str, allowed: Sequence[Word]) -> Word:
        """Give one of some words."""
        found = self.get(key)
        return next((word for word in allowed if word == found), None) or self._refuse(
            key, f"one of {', '.join(allowed)}"
        )

    def members(self, key: str) -> tuple[Member, ...]:
        """Give the members of a list."""
        found = self.get(key)
        if not isinstance(found, list):
            return self._refuse(key, "a list")
        return tuple(Member(item, f"{self._path(key)}[{number}]") for number, item in enumerate(found))

    def member(self, key: str) -> Member | None:
        """Give what stands under a key to be read in turn, None where nothing does."""
        found = self.get(key)
        return None if found is None else Member(found, self._path(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """Give the texts of a list."""
        found = self.get(key)
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            return self._refuse(key, "a list of texts")
        return tuple(found)

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """Give the texts of an object by their names, in their order."""
        found = self.get(key)
        if not isinstance(found, dict) or not all(isinstance(item, str) for item in found.values()):
            return self._refuse(key, "an object of texts")
        return tuple(found.items())

    def _path(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key

    def _refuse(self, key: str, wanted: str) -> NoReturn:
        raise MemberError(f"{self._path(key)} is {_shown(self.get(key))} where {wanted} belongs.")


def _shown(value: object, most: int = 40) -> str:
    if value is None:
        return "absent"
    text = repr(value)
    return text if len(text) <= most else f"{text[:most]}…"
