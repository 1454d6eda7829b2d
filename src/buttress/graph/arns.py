"""What ARNs and names with holes name: cutting texts at their literals.

Source: "Amazon Resource Names (ARNs)" of the AWS General Reference; the resource types of each service in the
Service Authorization Reference.
"""

from __future__ import annotations

from typing import Any, Final

from buttress.graph.values import Text, text_of

MARKS: Final = ((":function:", ":"), (":log-group:", ":"), (":table/", "/"))
"""What stands before a name that is not the last part of its ARN, and what ends it."""


def without(value: Any, head: str = "", tail: str = "") -> Any:  # noqa: ANN401 - a graph value
    """Give a text without what stands up to and with `head`, and from `tail` on; the value itself without either."""
    parts = list(value.parts) if isinstance(value, Text) else [value]
    for place, part in enumerate(parts):
        if head and isinstance(part, str) and head in part:
            parts = [part.split(head, 1)[1], *parts[place + 1 :]]
            break
    for place, part in enumerate(parts):
        if tail and isinstance(part, str) and tail in part:
            parts = [*parts[:place], part.split(tail, 1)[0]]
            break
    return text_of(parts, getattr(value, "location", None))


def has(value: Any, literal: str) -> bool:  # noqa: ANN401 - a value of the graph
    """Say whether a literal part of a value has a literal in it; a value that is not known has none."""
    parts = value.parts if isinstance(value, Text) else (value,)
    return any(isinstance(part, str) and literal in part for part in parts)


def name_in(value: str | Text) -> str | Text:
    """Give the name that an ARN ends in, as far as it is known; other texts are cut at their last separator too."""
    for head, tail in MARKS:
        if has(value, head):
            named = without(value, head, tail)
            return named if isinstance(named, str | Text) else value
    return _last_segment(value)


def _last_segment(value: str | Text) -> str | Text:
    parts: list[object] = []
    for part in reversed(value.parts if isinstance(value, Text) else (value,)):
        if isinstance(part, str) and (":" in part or "/" in part):
            parts.append(part.replace("/", ":").rsplit(":", 1)[-1])
            break
        parts.append(part)
    last = text_of(reversed(parts), getattr(value, "location", None))
    return last if isinstance(last, str | Text) else value
