"""Finds where the resources of a plan or state stand: in the configuration, where that is there, else in the JSON."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from buttress.graph.node import MAP, Node

if TYPE_CHECKING:
    from collections.abc import Mapping

_ADDRESS: Final = re.compile(rb'"address"\s*:\s*"((?:[^"\\]|\\.)*)"')
_NAMED: Final = re.compile(rb'"type"\s*:\s*"([\w-]+)"\s*,\s*"name"\s*:\s*"([\w-]+)"')


@dataclass(slots=True)
class Lines:
    """Tells lines and columns of places in a text."""

    data: bytes
    _breaks: list[int] = field(default_factory=list)

    def node(self, file: str, offset: int) -> Node:
        """Make an empty map at a place."""
        if not self._breaks:
            self._breaks = [-1, *(match.start() for match in re.finditer(rb"\n", self.data))]
        line = bisect.bisect_left(self._breaks, offset)
        return Node(MAP, {}, file, line, offset - self._breaks[line - 1])


def places_in_plan(data: bytes, file: str) -> Mapping[str, Node]:
    """Give the places of the planned resources by address, in one pass over the text."""
    lines, found = Lines(data), {}
    for match in _ADDRESS.finditer(data, max(data.find(b'"planned_values"'), data.find(b'"values"'), 0)):
        address = match.group(1).decode("utf-8", "replace").replace('\\"', '"')
        if address not in found:
            found[address] = lines.node(file, match.start())
    return found


def places_in_state(data: bytes, file: str) -> list[Node]:
    """Give the places of the resources of a state, in their order."""
    lines = Lines(data)
    return [lines.node(file, match.start()) for match in _NAMED.finditer(data)]
