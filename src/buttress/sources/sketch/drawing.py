"""Turns the boxes, arrows and places of a proposal into resources and relations.

What an arrow means is said the way CloudFormation says it where it has a way: a property of one end, or a resource
between the two (an event source mapping, a subscription), at the arrow's place. Reads, writes and calls, which no
property says, become relations. Everything else stays open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from buttress.graph.node import Node, mapping, scalar
from buttress.graph.values import NOT_DECIDED
from buttress.sources.sketch.draft import Draft, Part
from buttress.sources.sketch.placing import place_all
from buttress.sources.sketch.scope import refer
from buttress.sources.sketch.tables import BOTH, OUTSIDE, UNKNOWN, implied, making, meaning_named, usual_meaning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.sources.sketch.proposal import Arrow, Box, Proposal
    from buttress.sources.sketch.tables import Making

MOST_NAMED = 5
"""How many arrows without a meaning are named."""


@dataclass(frozen=True, slots=True)
class Told:
    """Holds a relation that no property says, between the ids of two boxes."""

    kind: str
    source: str
    target: str
    detail: str
    place: Node


def drawn(proposal: Proposal) -> tuple[Draft, tuple[Told, ...]]:
    """Make the resources that a proposal speaks of, and the relations that no property says."""
    draft = Draft(proposal)
    for box in proposal.boxes.values():
        if box.type != OUTSIDE:
            draft.parts[box.id] = _part(box)
    told = tuple(relation for arrow in proposal.arrows for relation in _arrow(arrow, draft))
    _note_unsaid(proposal)
    place_all(draft)
    for part in draft.parts.values():
        _imply(part)
    for arrow in proposal.arrows:
        if "dead-letters to" in meanings_of(arrow, proposal):
            _imply_dead_end(draft.parts.get(arrow.target))
    return draft, told


def _part(box: Box) -> Part:
    part = Part(box.id, box.type, box.place, mapping({}, box.place, NOT_DECIDED), box.label, box.built_as)
    for path, value in box.properties.items():
        part.decide(path, value)
    for path, place in box.without.items():
        part.decide(path, scalar(None, place))
    return part


def _imply(part: Part) -> None:
    """Decide what follows from what is decided."""
    for name in list(part.properties.value):
        follows = implied().get((part.type, name))
        if follows is not None:
            value = part.properties.value[name]
            part.decide(follows[0], scalar(follows[1] or None, value))


def _imply_dead_end(kept: Part | None) -> None:
    """Decide that a queue which keeps what failed sets nothing aside itself, unless it is said to."""
    if kept is not None and kept.type == "AWS::SQS::Queue":
        kept.decide("RedrivePolicy", scalar(None, kept.place))


def meanings_of(arrow: Arrow, proposal: Proposal) -> tuple[str, ...]:
    """Give what an arrow means: what it says, else what is usual between such boxes; nothing where that is open."""
    source, target = (proposal.boxes[end].type for end in (arrow.source, arrow.target))
    meaning = meaning_named(arrow.said) if arrow.said else ""
    meaning = meaning or usual_meaning(source, target)
    return ("reads", "writes") if meaning == BOTH else (meaning,) if meaning else ()


def _arrow(arrow: Arrow, draft: Draft) -> Iterator[Told]:
    source, target = draft.parts.get(arrow.source), draft.parts.get(arrow.target)
    if source is None or target is None:
        return
    for meaning in meanings_of(arrow, draft.proposal):
        found = making(meaning, source.type, target.type)
        if found.makes == "relation":
            kind, _, detail = found.how.partition(" ")
            ends = (target.id, source.id) if kind.startswith("<") else (source.id, target.id)
            yield Told(kind.removeprefix("<"), *ends, detail, arrow.place)
        elif found.makes != "nothing":
            _make(found, source, target, arrow, draft)


def _make(found: Making, source: Part, target: Part, arrow: Arrow, draft: Draft) -> None:
    """Write the properties that an arrow stands for onto the resource that has them."""
    match found.makes:
        case "source":
            owner = source
        case "target":
            owner = target
        case kind:
            owner = draft.make(f"{source.id}-to-{target.id}", kind, arrow.place)
    for setting in found.how.split():
        path, _, said = setting.partition("=")
        value = _value(said, source, target, arrow.place)
        if path.startswith("+"):
            _append(owner, path[1:], value)
        else:
            owner.decide(path, value)


def _append(owner: Part, path: str, value: Node) -> None:
    """Add to a list of values, or of maps where the path names the member's key (`Targets.Arn`)."""
    above, _, last = path.rpartition(".")
    if above and last[:1].isupper() and above.rsplit(".", 1)[-1].endswith("s"):
        owner.append(above, mapping({last: value}, value, NOT_DECIDED))
    else:
        owner.append(path, value)


def _value(said: str, source: Part, target: Part, place: Node) -> Node:
    end, _, attribute = said.partition(".")
    if end in ("source", "target") and attribute:
        return refer((source if end == "source" else target).id, attribute, place)
    return scalar(said, place)


def _note_unsaid(proposal: Proposal) -> None:
    """Say which arrows have no meaning that is known: they are questions to decide."""
    unsaid = [arrow for arrow in proposal.arrows if _is_unsaid(arrow, proposal)]
    if not unsaid:
        return
    shown = ", ".join(_shown(arrow) for arrow in unsaid[:MOST_NAMED])
    more = f" and {len(unsaid) - MOST_NAMED} more" if len(unsaid) > MOST_NAMED else ""
    proposal.note(
        unsaid[0].place,
        f"what {'an arrow means' if len(unsaid) == 1 else f'{len(unsaid)} arrows mean'} is {NOT_DECIDED}: "
        f"{shown}{more}.",
        "Say it with a word such as invokes, triggers, reads, writes or sends to.",
    )


def _is_unsaid(arrow: Arrow, proposal: Proposal) -> bool:
    types = {proposal.boxes[end].type for end in (arrow.source, arrow.target)}
    return types.isdisjoint({OUTSIDE, UNKNOWN}) and not meanings_of(arrow, proposal)


def _shown(arrow: Arrow) -> str:
    words = f" ({arrow.said!r})" if arrow.said else ""
    return f"{arrow.source} -> {arrow.target}{words}"
