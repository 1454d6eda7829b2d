"""Lenses in the form that loads fast: one JSON file, made from the documents by `scripts/compile_lenses.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from buttress.lenses.lens import Concerns, Facet, Lens, Pillar, Practice, Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


def compiled(lenses: Iterable[Lens]) -> bytes:
    """Give lenses as JSON, keys in the order of their fields."""
    return orjson.dumps(tuple(lenses), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def load(path: Path) -> tuple[Lens, ...]:
    """Load what `compiled` gave; the file is ours, so its shape is taken on trust."""
    return tuple(lens_from(entry) for entry in orjson.loads(path.read_bytes()))


def lens_from(entry: Mapping[str, Any]) -> Lens:
    """Make a lens of its JSON, whose shape is taken on trust."""
    pillars = tuple(_pillar(pillar) for pillar in entry["pillars"])
    return Lens(entry["id"], entry["name"], tuple(entry["applies_to"]), pillars)


def _pillar(entry: Mapping[str, Any]) -> Pillar:
    return Pillar(entry["id"], entry["name"], tuple(_question(question) for question in entry["questions"]))


def _question(entry: dict[str, Any]) -> Question:
    entry["practices"] = tuple(map(_practice, entry["practices"]))
    return Question(**entry)


def _practice(entry: dict[str, Any]) -> Practice:
    if entry["concerns"] is not None:
        entry["concerns"] = _concerns(entry["concerns"])
    return Practice(**entry)


def _concerns(entry: Mapping[str, Any]) -> Concerns:
    return Concerns(entry["workload"], tuple(map(_facet, entry["facets"])))


def _facet(entry: Mapping[str, Any]) -> Facet:
    return Facet(entry["name"], tuple(entry["types"]), entry["quantifier"], tuple(entry["checks"]))
