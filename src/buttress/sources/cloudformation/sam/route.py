"""What one event adds to an API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.records import dataclass
from buttress.sources.cloudformation.sam.shape import member

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.maker import Value


@dataclass(frozen=True, slots=True)
class Route:
    """Holds what one event adds to an API; `owner` is the function or state machine, `event` its event's properties."""

    path: str
    method: str
    operation: Mapping[str, Value]
    condition: str | None
    owner: str
    event: Mapping[str, Node]
    cause: Node

    def get(self, *names: str) -> Node | None:
        """Give the property of the event at a path of keys."""
        first, *rest = names
        return member(self.event.get(first), *rest)
