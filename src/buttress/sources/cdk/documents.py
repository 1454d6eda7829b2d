"""JSON files of an assembly, read without trust: what is not of the expected shape reads as empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from buttress.graph.graph import Problem
from buttress.sources.cloudformation.text import text_of_file
from buttress.sources.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path


def document(path: Path, shown: str) -> dict[str, Any]:
    """Read a JSON file that holds a map; raises `SourceError` for one that is missing, broken or something else."""
    text = text_of_file(path, shown)
    try:
        content = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise SourceError(
            Problem(shown, error.lineno, error.colno, f"this is not JSON: {error.msg}.", "Synthesize the app again.")
        ) from error
    if not isinstance(content, dict):
        raise SourceError(Problem(shown, 1, 1, "this holds no map of JSON.", "Synthesize the app again."))
    return content


def part(content: Any, *keys: str) -> dict[str, Any]:  # noqa: ANN401 - what JSON holds
    """Give the map at a path of keys, an empty one where there is none."""
    for key in keys:
        content = content.get(key) if isinstance(content, dict) else None
    return content if isinstance(content, dict) else {}


def word(content: Any, *keys: str) -> str:  # noqa: ANN401 - what JSON holds
    """Give the text at a path of keys, an empty one where there is none."""
    *above, last = keys
    found = part(content, *above).get(last)
    return found if isinstance(found, str) else ""
