"""Writes a sketch as YAML that people like to read on."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


PLAIN: Final = re.compile(r"[A-Za-z_/][A-Za-z0-9_./:#+-]*(?: [A-Za-z0-9_./(#+-][A-Za-z0-9_./()+-]*)*\Z")
WORDS: Final = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
"""What YAML takes for something else than a text."""
SCHEMA: Final = "# Boxes, arrows, and what is decided. All that is not said is not decided yet."


@dataclass(frozen=True, slots=True)
class Written:
    """Holds a box as it is written: `said` is its type or a plain name."""

    id: str
    said: str
    built_as: str = ""
    within: tuple[str, ...] = ()
    properties: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Holds an arrow as it is written; an empty meaning is the usual one."""

    source: str
    meaning: str
    target: str


def as_yaml(name: str, boxes: list[Written], arrows: list[Drawn], built_as: str = "") -> str:
    """Write a sketch."""
    lines = [SCHEMA, f"sketch: {_text(name)}"]
    lines += [f"built-as: {_text(built_as)}"] if built_as else []
    lines += ["", "boxes:"]
    lines += [line for box in boxes for line in _box(box)]
    if arrows:
        lines += ["", "arrows:"]
        lines += [f"  - {_arrow(arrow)}" for arrow in arrows]
    return "\n".join(lines) + "\n"


def _box(box: Written) -> Iterator[str]:
    if not (box.built_as or box.within or box.properties):
        yield f"  {_text(box.id)}: {_text(box.said)}"
        return
    yield f"  {_text(box.id)}:"
    yield f"    is: {_text(box.said)}"
    if box.built_as:
        yield f"    built-as: {_text(box.built_as)}"
    if box.within:
        yield f"    in: [{', '.join(_text(name) for name in box.within)}]"
    if box.properties:
        yield "    properties:"
        yield from _settings(box.properties, "      ")


def _settings(settings: Mapping[str, object], indent: str) -> Iterator[str]:
    for name, value in settings.items():
        if isinstance(value, dict):
            yield f"{indent}{_text(name)}:"
            yield from _settings(value, f"{indent}  ")
        else:
            yield f"{indent}{_text(name)}: {_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(item) for item in value)}]"
    return _text(value) if isinstance(value, str) else json.dumps(value)


def _text(text: str) -> str:
    """Give a text so that YAML reads it as that: in quotes unless it is plainly one."""
    if PLAIN.match(text) and text.lower() not in WORDS and not text.endswith(":") and ": " not in text:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else f"\\U{ord(letter):08x}" for letter in quoted)


def _arrow(arrow: Drawn) -> str:
    if arrow.meaning:
        return f"{arrow.source} {arrow.meaning} {arrow.target}"
    return f"{arrow.source} -> {arrow.target}"
