"""Makes a sketch of a few words: `REST API -> Lambda function orders -> DynamoDB table orders`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from buttress.graph.graph import Problem
from buttress.sources.errors import SourceError
from buttress.sources.sketch.tables import (
    CLOUD,
    OUTSIDE,
    REGION,
    ZONE,
    first_names,
    meaning_named,
    names,
    near_names,
    plain_name,
    type_named,
)
from buttress.sources.sketch.writing import Drawn, Written, as_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_PARTS: Final = 500


def described(parts: Iterable[str], name: str) -> str:
    """Write a sketch of parts: each a service with a name, or a chain of them joined by `->`.

    Raises `SourceError` for a part that names no service that is known here.
    """
    description = _Description()
    for part in parts:
        description.read(part)
    return as_yaml(name, description.boxes(), description.arrows)


@dataclass(slots=True)
class _Description:
    """Collects boxes by their type and name: the same two are the same box."""

    found: dict[str, Written] = field(default_factory=dict)
    used: dict[str, str] = field(default_factory=dict)
    arrows: list[Drawn] = field(default_factory=list)

    def boxes(self) -> list[Written]:
        """Give the boxes in the order in which they were named."""
        return list(self.found.values())

    def read(self, part: str) -> None:
        """Read one part or chain; `: words` after a step says what the arrow into it means."""
        before = ""
        for step in part.split("->"):
            words, _, said = step.partition(":")
            box = self._box(words.strip())
            if before:
                meaning = meaning_named(said) if said.strip() else ""
                if said.strip() and not meaning:
                    raise _refused(f"what {said.strip()!r} means for an arrow is not known here", "")
                arrow = Drawn(before, meaning, box)
                if arrow not in self.arrows and before != box:
                    self.arrows.append(arrow)
            before = box

    def _box(self, words: str) -> str:
        service, rest = parted(words)
        key = f"{type_named(service)} {_slug(rest) or _slug(words)}"
        if key in self.found:
            return self.found[key].id
        if len(self.found) >= MOST_PARTS:
            raise _refused(f"there are more than {MOST_PARTS} parts", "")
        name = self._free(_slug(rest) or _slug(words), service)
        self.used[name] = key
        self.found[key] = Written(name, service)
        return name

    def _free(self, name: str, service: str) -> str:
        if name not in self.used:
            return name
        wanted = longer = f"{name}-{_slug(service)}"
        count = 2
        while longer in self.used:
            longer, count = f"{wanted}-{count}", count + 1
        return longer


def parted(words: str) -> tuple[str, str]:
    """Part a description into the service and the name: its first or last words that name a service, as many as do.

    Raises `SourceError` where none do.
    """
    pieces = words.split()
    for count in range(len(pieces), 0, -1):
        for service, rest in ((pieces[:count], pieces[count:]), (pieces[-count:], pieces[:-count])):
            found = type_named(" ".join(service))
            if found in (REGION, ZONE, CLOUD):
                raise _refused(f"{words!r} is a place, no part", "Say `zones:` and `region:` in the sketch.")
            if found:
                return _said(" ".join(service), found), " ".join(rest)
    near = near_names(words) or near_names(pieces[-1] if pieces else "")
    hint = f"Did you mean {' or '.join(near)}?" if near else "Say what it is first, as in `queue orders`."
    raise _refused(f"{words!r} names no service that is known here", hint)


def _said(service: str, kind: str) -> str:
    """Give the service as it was said, in the way that it is usually written."""
    if kind == OUTSIDE:
        return "outside"
    first = first_names().get(kind, kind)
    return first if plain_name(first) == plain_name(service) or plain_name(service) not in names() else service


def _slug(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-").lower()[:60].strip("-")


def _refused(message: str, hint: str) -> SourceError:
    return SourceError(Problem("", 0, 0, f"{message}.", hint))
