"""What the parts of a GraphQL API share while it is expanded."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from buttress.records import dataclass
from buttress.sources.cloudformation.sam.maker import attribute
from buttress.sources.cloudformation.sam.shape import member

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.expansion import Expansion, Source
    from buttress.sources.cloudformation.sam.maker import Value


@dataclass(slots=True)
class Parts:
    """Adds resources of one API; `sources` are the names of its data sources, `functions` the ids of its functions."""

    expansion: Expansion
    source: Source
    sources: dict[str, Node] = field(default_factory=dict)
    functions: dict[str, Node] = field(default_factory=dict)

    def add(self, name: str, kind: str, properties: Mapping[str, Value], cause: Node, wait: str = "") -> str:
        """Add a resource of AppSync that belongs to the API, and give its logical id; `wait` names what it waits for,
        the API's own dependencies where it is empty.
        """
        api = attribute(self.source.id, "ApiId", cause)
        return self.add_other(name, f"AWS::AppSync::{kind}", {"ApiId": api, **properties}, cause, wait)

    def add_other(self, name: str, kind: str, properties: Mapping[str, Value], cause: Node, wait: str = "") -> str:
        """Add a resource of any type under the API's name."""
        waits: Value = [wait] if wait else member(self.source.node, "DependsOn")
        identity = self.source.id + name
        return self.expansion.add(identity, kind, properties, cause, self.source, {"DependsOn": waits})
