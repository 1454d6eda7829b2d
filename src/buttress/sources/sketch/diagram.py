"""Makes a proposal of the shapes and lines of a drawing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from buttress.graph.graph import Problem
from buttress.graph.node import scalar
from buttress.sources.errors import SourceError
from buttress.sources.sketch.labels import (
    REGION_NAME,
    ZONE_NAME,
    is_of_service,
    name_from,
    part_naming,
    type_before,
    type_in,
    type_of_icon,
)
from buttress.sources.sketch.proposal import MOST_PARTS, Arrow, Box, Proposal
from buttress.sources.sketch.tables import CLOUD, OUTSIDE, REGION, UNKNOWN, ZONE, decided_by_name, first_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from buttress.graph.node import Node

PLACES: Final = frozenset({REGION, ZONE, CLOUD})
MOST_NAMED: Final = 5
MOST_LEVELS: Final = 100


@dataclass(frozen=True, slots=True)
class Shape:
    """Holds one shape: its icon's name, its label's words, and the id of the shape that it lies in."""

    id: str
    label: str
    icon: str
    place: Node
    parent: str = ""
    container: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Joins two shapes by their ids."""

    source: str
    target: str
    label: str
    place: Node


@dataclass(slots=True)
class Diagram:
    """Holds the shapes and lines of one file, of all its pages."""

    file: str
    kind: str
    place: Node
    shapes: dict[str, Shape] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)

    def add(self, shape: Shape) -> None:
        """Add a shape; raises `SourceError` where there are too many."""
        if len(self.shapes) >= MOST_PARTS:
            raise SourceError(
                Problem(self.file, shape.place.line, 1, f"there are more than {MOST_PARTS:,} shapes.", stops=True)
            )
        self.shapes[shape.id] = shape

    def connect(self, line: Line) -> None:
        """Add a line; those beyond what a proposal may have are left out."""
        if len(self.lines) < MOST_PARTS:
            self.lines.append(line)


def type_of(shape: Shape) -> str:
    """Give what a shape is: a container by its label first, since several kinds share an icon, others by their icon."""
    by_icon, by_label = type_of_icon(shape.icon) if shape.icon else "", type_in(shape.label)
    if shape.container:
        if ZONE_NAME.match(shape.label):
            return ZONE
        if REGION_NAME.match(shape.label):
            return REGION
        by_label = by_label or type_before(shape.label)
        return by_label or ("" if shape.icon.endswith("group_security_group") else by_icon)
    return by_label if is_of_service(by_icon, by_label) else by_icon or by_label


def proposal_of(diagram: Diagram) -> Proposal:
    """Make a proposal of a drawing: typed shapes and those that lines join are boxes, the rest is decoration."""
    types = {shape.id: type_of(shape) for shape in diagram.shapes.values()}
    joined = {end for line in diagram.lines for end in (line.source, line.target)}
    proposal = Proposal(diagram.file, diagram.kind, diagram.place, region=_region(diagram, types))
    kept = [shape for shape in diagram.shapes.values() if _is_box(shape, types, joined)]
    names = dict(_named(kept, types))
    for shape in kept:
        if names[shape.id] not in proposal.boxes:
            proposal.boxes[names[shape.id]] = _box(shape, types, names, diagram)
    for line in diagram.lines:
        if line.source in names and line.target in names and names[line.source] != names[line.target]:
            proposal.arrows.append(Arrow(names[line.source], names[line.target], line.label, line.place))
    _note_unknown(proposal)
    return proposal


def _is_box(shape: Shape, types: Mapping[str, str], joined: set[str]) -> bool:
    kind = types[shape.id]
    return bool(kind and kind not in PLACES) or (not kind and not shape.container and shape.id in joined)


def _named(shapes: list[Shape], types: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give each shape the name of its box: shapes with the same words and type are the same part, drawn again."""
    used: dict[str, tuple[str, str, str]] = {}
    for shape in shapes:
        # A label that only says the type names nothing: two icons "Lambda" are two functions.
        own = shape.id if _says_only_its_type(shape, types) else ""
        identity = (shape.label, types[shape.id], own)
        wanted = name = name_from(shape.label, first_names().get(types[shape.id], shape.id))
        count = 2
        while used.setdefault(name, identity) != identity:
            name, count = f"{wanted}-{count}", count + 1
        yield shape.id, name


def _says_only_its_type(shape: Shape, types: Mapping[str, str]) -> bool:
    return not shape.label or type_of_icon(shape.label) == types[shape.id] != ""


def _box(shape: Shape, types: Mapping[str, str], names: Mapping[str, str], diagram: Diagram) -> Box:
    within: list[str] = []
    zones: dict[str, Node] = {}
    for above in _above(shape, diagram):
        if types[above.id] == ZONE and not zones:
            zones[_zone_name(above.label)] = above.place
        elif not within and above.id in names and types[above.id] != OUTSIDE and names[above.id] != names[shape.id]:
            within.append(names[above.id])
    kind = types[shape.id] or UNKNOWN
    decided = {
        path: scalar(value or None, shape.place) for path, value in decided_by_name(part_naming(shape.label, kind))
    }
    return Box(names[shape.id], kind, shape.place, shape.label, decided, {}, tuple(within), zones, whole=False)


def _above(shape: Shape, diagram: Diagram) -> Iterator[Shape]:
    """Give the shapes that a shape lies in, the nearest first."""
    here, levels = diagram.shapes.get(shape.parent), 0
    while here is not None and levels < MOST_LEVELS:
        yield here
        here, levels = diagram.shapes.get(here.parent), levels + 1


def _zone_name(label: str) -> str:
    words = label.split()
    return words[-1].lower() if words else label


def _region(diagram: Diagram, types: Mapping[str, str]) -> str:
    """Give the Region where the drawing names exactly one."""
    said = {shape.label.split()[-1] for shape in diagram.shapes.values() if types[shape.id] == REGION and shape.label}
    named = {word for word in said if REGION_NAME.match(word)}
    return named.pop() if len(named) == 1 else ""


def _note_unknown(proposal: Proposal) -> None:
    """Say which boxes have no type that is known; each may be anything."""
    unknown = [box for box in proposal.boxes.values() if box.type == UNKNOWN]
    if not unknown:
        return
    shown = ", ".join(box.id for box in unknown[:MOST_NAMED])
    more = f" and {len(unknown) - MOST_NAMED} more" if len(unknown) > MOST_NAMED else ""
    proposal.note(
        unknown[0].place,
        f"what {'a box is' if len(unknown) == 1 else f'{len(unknown)} boxes are'} is not told: {shown}{more}.",
        "Name the service in the label, such as `Orders (SQS)`, or use AWS's icons.",
    )
