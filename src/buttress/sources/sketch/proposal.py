"""A proposal as it was drawn or written: boxes and arrows, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from buttress.graph.graph import Problem
from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node, mapping
from buttress.graph.values import NOT_DECIDED, Unresolved

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_PARTS: Final = 5_000
"""How many boxes, and how many arrows, one proposal may have."""


@dataclass(frozen=True, slots=True)
class Box:
    """Holds one part of a proposal.

    `type` is a CloudFormation type, `tables.UNKNOWN` or `tables.OUTSIDE`; `properties` are those that are decided, at
    their places; `without` are the paths of which is decided that they stay unset; `within` are the ids of the boxes
    that it lies in; `zones` its availability zones; `whole` says that these are all of its places.
    """

    id: str
    type: str
    place: Node
    label: str = ""
    properties: Mapping[str, Node] = field(default_factory=dict)
    without: Mapping[str, Node] = field(default_factory=dict)
    within: tuple[str, ...] = ()
    zones: Mapping[str, Node] = field(default_factory=dict)
    whole: bool = True
    built_as: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    """Joins two boxes; `said` is what is written on it, empty for nothing."""

    source: str
    target: str
    said: str
    place: Node


@dataclass(slots=True)
class Proposal:
    """Holds what one file proposes; `kind` is `sketch`, `draw.io` or `Mermaid`, `built_as` the root that will be."""

    file: str
    kind: str
    place: Node
    region: str = ""
    built_as: str = ""
    boxes: dict[str, Box] = field(default_factory=dict)
    arrows: list[Arrow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def note(self, place: Node, message: str, hint: str = "") -> None:
        """Add a problem at a place."""
        self.problems.append(Problem(place.file, place.line, place.column, message, hint))


def proposed(node: Node) -> Node:
    """Give what was decided with everything that it does not say left open.

    Maps are open at every depth; a list is whole unless its last member is `...`; null is what is not decided.
    """
    if node.kind == MAP:
        return mapping({name: proposed(member) for name, member in node.value.items()}, node, NOT_DECIDED)
    if node.kind == LIST:
        members = list(node.value)
        open_ended = bool(members) and members[-1].kind == SCALAR and members[-1].value == "..."
        kept = [proposed(member) for member in (members[:-1] if open_ended else members)]
        reason = NOT_DECIDED if open_ended else None
        return Node(LIST, kept, node.file, node.line, node.column, node.end_line, reason)
    if node.kind != CALL and node.value is None:
        return Node(SCALAR, Unresolved(NOT_DECIDED, node.location), node.file, node.line, node.column, node.end_line)
    return node
