"""The resources of a proposal while they are made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from buttress.graph.node import LIST, MAP, Node, mapping
from buttress.graph.values import NOT_DECIDED

if TYPE_CHECKING:
    from buttress.sources.sketch.proposal import Proposal


@dataclass(frozen=True, slots=True)
class Part:
    """Holds one resource while it is made; `properties` is a map that grows."""

    id: str
    type: str
    place: Node
    properties: Node
    label: str = ""
    built_as: str = ""

    def decide(self, path: str, value: Node) -> None:
        """Set a property, unless it is decided already."""
        *above, last = path.split(".")
        members = self._members(above, value)
        if members is not None:
            members.setdefault(last, value)

    def append(self, path: str, value: Node, *, whole: bool = False) -> None:
        """Add a member to a list, which may have more unless it is `whole`; a list that was written is left alone."""
        *above, last = path.split(".")
        members = self._members(above, value)
        if members is None:
            return
        found = members.setdefault(
            last, Node(LIST, _Grown(), value.file, value.line, value.column, value.end_line, NOT_DECIDED)
        )
        if isinstance(found.value, _Grown):
            found.value.append(value)
            found.open = None if whole else found.open

    def _members(self, steps: list[str], cause: Node) -> dict[str, Node] | None:
        """Give the members of the map at a path, made where it is not there; None where something else is."""
        here = self.properties
        for step in steps:
            here = here.value.setdefault(step, mapping({}, cause, NOT_DECIDED))
            if here.kind != MAP:
                return None
        members: dict[str, Node] = here.value
        return members


class _Grown(list[Node]):
    """A list that arrows or places fill, not one that somebody wrote."""


@dataclass(slots=True)
class Draft:
    """Holds the resources of a proposal while they are made, by the ids of their boxes."""

    proposal: Proposal
    parts: dict[str, Part] = field(default_factory=dict)

    def make(self, name: str, kind: str, place: Node) -> Part:
        """Make a resource that no box stands for, under a name that nothing else has."""
        free, count = name, 2
        while free in self.parts or free in self.proposal.boxes:
            free, count = f"{name}-{count}", count + 1
        part = self.parts[free] = Part(free, kind, place, mapping({}, place, NOT_DECIDED))
        return part
