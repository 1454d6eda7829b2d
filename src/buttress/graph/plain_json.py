"""JSON in a text, as plain values and as a tree of placed nodes."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from buttress.graph.node import LIST, MAP, SCALAR, Node


def read_json(text: str) -> Any:  # noqa: ANN401 - JSON of any shape
    """Parse a text of JSON; raises `ValueError` for one that is none (`NaN` and `Infinity` among it), and
    `RecursionError` for one that nests too deeply.
    """
    return json.loads(text, parse_constant=_no_number)


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


def placed(value: object, cause: Node) -> Node:
    """Make a tree of plain values whose every node stands at the place of its cause."""
    where = (cause.file, cause.line, cause.column, cause.end_line)
    if isinstance(value, dict):
        return Node(MAP, {str(key): placed(member, cause) for key, member in value.items()}, *where)
    if isinstance(value, list):
        return Node(LIST, [placed(item, cause) for item in value], *where)
    content: Any = value
    return Node(SCALAR, content, *where)
