"""Reads a sketch: a YAML file with `boxes` and `arrows`, as `docs/sketch.md` describes."""

from __future__ import annotations

import difflib
import itertools
import re
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.graph import Problem
from buttress.graph.node import LIST, MAP, SCALAR, Node, scalar
from buttress.sources.cloudformation.template import nodes_of
from buttress.sources.errors import SourceError
from buttress.sources.sketch.proposal import MOST_PARTS, Arrow, Box, Proposal, proposed
from buttress.sources.sketch.tables import (
    CLOUD,
    REGION,
    UNKNOWN,
    ZONE,
    decided_by_name,
    decisions,
    meaning_named,
    near_names,
    type_named,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

KEYS: Final = ("$schema", "sketch", "notes", "region", "built-as", "boxes", "arrows")
BOX_KEYS: Final = ("is", "label", "in", "zones", "properties", "without", "built-as", "notes")
ARROW_KEYS: Final = ("from", "to", "means", "notes")
ARROW: Final = "Write `orders -> payment` or `orders reads stock`."
NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,127}\Z")
"""What a box may be called: arrows in words are read by it."""


def is_sketch(root: Node) -> bool:
    """Say whether a document is a sketch: it has boxes, and `sketch` or nothing of a template's."""
    return root.kind == MAP and ("sketch" in root.value or "boxes" in root.value) and "Resources" not in root.value


def read_sketch(text: str, shown: str) -> Proposal | None:
    """Read a text as a sketch, None where it is none; raises `SourceError` for what is no YAML."""
    root, problems = nodes_of(text, shown)
    if not is_sketch(root):
        return None
    members: dict[str, Node] = root.value
    proposal = Proposal(shown, "sketch", root)
    proposal.problems.extend(problems)
    _said(members, "sketch", proposal)
    proposal.region, proposal.built_as = (_said(members, name, proposal) for name in ("region", "built-as"))
    _refuse_strange(members, KEYS, "a sketch", proposal)
    boxes = members.get("boxes")
    if boxes is None or boxes.kind != MAP or not boxes.value:
        place = boxes or root
        message = "this sketch has no boxes."
        raise SourceError(Problem(shown, place.line, place.column, message, "Name its parts below boxes:.", stops=True))
    _read_boxes(boxes.value, proposal)
    for node in _members(members.get("arrows"), "arrows", proposal):
        _read_arrow(node, proposal)
    return proposal


def _read_boxes(boxes: Mapping[str, Node], proposal: Proposal) -> None:
    if max(len(boxes), 1) > MOST_PARTS:
        place = proposal.place
        raise SourceError(
            Problem(place.file, place.line, place.column, f"there are more than {MOST_PARTS:,} boxes.", stops=True)
        )
    for name, node in boxes.items():
        if NAME.match(name):
            proposal.boxes[name] = _box(name, node, proposal)
        else:
            proposal.note(
                node, f"{name[:40]!r} is no name of a box.", "Use letters, digits, - and _; say the rest as its label."
            )
    for box in proposal.boxes.values():
        for name in box.within:
            if name not in proposal.boxes:
                proposal.note(box.place, f"{box.id} lies in {name}, which is no box.", _near(name, proposal.boxes))


def _box(name: str, node: Node, proposal: Proposal) -> Box:
    if node.kind == SCALAR and node.value is None:
        proposal.note(node, f"what {name} is is not decided yet.", "Say it: `is: queue`.")
        return Box(name, UNKNOWN, node)
    if node.kind == SCALAR:
        return Box(name, _type(node, proposal), node, properties=_named(node))
    if node.kind != MAP:
        proposal.note(node, f"the box {name} is no map.", "Say what it is: `is: queue`.")
        return Box(name, UNKNOWN, node)
    members: dict[str, Node] = node.value
    _refuse_strange(members, BOX_KEYS, f"the box {name}", proposal)
    kind = _type(members["is"], proposal) if "is" in members else UNKNOWN
    if "is" not in members:
        proposal.note(node, f"what {name} is is not decided yet.", "Say it: `is: queue`.")
    return Box(
        id=name,
        type=kind,
        place=node,
        label=_said(members, "label", proposal),
        properties={**_named(members.get("is")), **dict(_properties(members.get("properties"), kind, proposal))},
        without={_text(path): path for path in _members(members.get("without"), "without", proposal)},
        within=tuple(_text(inside) for inside in _members(members.get("in"), "in", proposal)),
        zones={_text(zone): zone for zone in _members(members.get("zones"), "zones", proposal)},
        built_as=_said(members, "built-as", proposal),
    )


def _type(node: Node, proposal: Proposal) -> str:
    """Give the type that a box is said to be; a name that nobody knows leaves it open, and is noted."""
    said = _text(node)
    found = type_named(said) if said else ""
    if found in (REGION, ZONE, CLOUD):
        proposal.note(node, f"{said} is no box of a sketch.", "Say `region:` above, and `zones:` in the boxes.")
        return UNKNOWN
    if not found:
        near = near_names(said)
        hint = f"Did you mean {' or '.join(near)}? " if near else ""
        proposal.note(
            node,
            f"{said[:60]!r} is no service that has a name here.",
            f"{hint}A CloudFormation type always works. The box stays, and what it is stays open.",
        )
    return found or UNKNOWN


def _named(node: Node | None) -> dict[str, Node]:
    """Give what the name of a service decides beside its type."""
    if node is None:
        return {}
    return {path: scalar(value or None, node) for path, value in decided_by_name(_text(node))}


def _properties(node: Node | None, kind: str, proposal: Proposal) -> Iterator[tuple[str, Node]]:
    """Give the decided properties by path: plain words become the property that they decide."""
    if node is None or (node.kind == SCALAR and node.value is None):
        return
    if node.kind != MAP:
        proposal.note(node, "properties is no map.", "Write `properties: {Timeout: 10}`.")
        return
    for name, value in node.value.items():
        if name[:1].isupper():
            yield name, proposed(value)
        else:
            yield from _decided(name, value, kind, proposal)


def _decided(word: str, value: Node, kind: str, proposal: Proposal) -> Iterator[tuple[str, Node]]:
    """Give the property that a plain word decides; what it cannot decide is noted and stays open."""
    decision = decisions().get((word, kind))
    if decision is None:
        known = [each for each, of in decisions() if of == kind]
        proposal.note(value, f"{word[:60]!r} is no property of {kind}.", _near(word, known))
    elif not decision.yes:
        yield decision.path, proposed(value)
    elif value.kind == SCALAR and isinstance(value.value, bool):
        yield decision.path, scalar(_literal(decision.yes if value.value else decision.no), value)
    elif value.value is not None:
        proposal.note(value, f"{word} is neither yes nor no.", "It stays open.")


def _literal(text: str) -> str | bool:
    return text == "true" if text in ("true", "false") else text


def _read_arrow(node: Node, proposal: Proposal) -> None:
    if node.kind == SCALAR and isinstance(node.value, str):
        ends = list(arrows_in(node.value, proposal.boxes))
        if not ends:
            proposal.note(node, f"{node.value[:80]!r} is no arrow.", ARROW)
    elif node.kind == MAP:
        members: dict[str, Node] = node.value
        _refuse_strange(members, ARROW_KEYS, "an arrow", proposal)
        ends = [(_text(members.get("from")), _said(members, "means", proposal), _text(members.get("to")))]
    else:
        proposal.note(node, "this is no arrow.", ARROW)
        return
    for source, said, target in ends:
        _add_arrow(Arrow(source, target, said, node), proposal)


def _add_arrow(arrow: Arrow, proposal: Proposal) -> None:
    missing = next((end for end in (arrow.source, arrow.target) if end not in proposal.boxes), None)
    if missing is not None:
        proposal.note(arrow.place, f"{missing[:60]!r} is no box of this sketch.", _near(missing, proposal.boxes))
    elif len(proposal.arrows) >= MOST_PARTS:
        return
    else:
        if arrow.said and not meaning_named(arrow.said):
            proposal.note(
                arrow.place,
                f"what {arrow.said[:60]!r} means for an arrow is not known here.",
                "docs/sketch.md lists the words.",
            )
        proposal.arrows.append(arrow)


def arrows_in(sentence: str, boxes: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Give source, words and target of the arrows in a sentence: `a reads b`, or a chain such as `a -> b -> c`.

    The words of one step of a chain follow a colon at its end: `a -> b: sends to`.
    """
    chain = sentence.split("->")
    if len(chain) > 1:
        ends = [step.partition(":") for step in chain]
        for (source, _, _), (target, _, words) in itertools.pairwise(ends):
            yield source.strip(), words.strip(), target.strip()
        return
    parts = sentence.split()
    if len(parts) > 2 and parts[0] in boxes:  # noqa: PLR2004 - a sentence has three parts
        yield parts[0], " ".join(parts[1:-1]), parts[-1]


def _members(node: Node | None, name: str, proposal: Proposal) -> list[Node]:
    """Give the members of a list, or the one text that stands there instead."""
    if node is None or (node.kind == SCALAR and node.value is None):
        return []
    members: list[Node] = node.value if node.kind == LIST else [node]
    if name != "arrows":
        for member in members:
            if not _text(member):
                proposal.note(member, f"{name} has a member that is no text.", "It is left out.")
        members = [member for member in members if _text(member)]
    return members


def _said(members: Mapping[str, Node], name: str, proposal: Proposal) -> str:
    """Give the text of a member, and note one that is something else."""
    node = members.get(name)
    text = _text(node)
    if node is not None and not text and not (node.kind == SCALAR and node.value in (None, "")):
        proposal.note(node, f"{name} is no text.", "It is left out.")
    return text


def _text(node: Node | None) -> str:
    """Give a text or number as a text, empty for anything else."""
    if node is None or node.kind != SCALAR or isinstance(node.value, bool) or node.value is None:
        return ""
    return str(node.value)


def _refuse_strange(members: Mapping[str, Node], known: tuple[str, ...], what: str, proposal: Proposal) -> None:
    for name, node in members.items():
        if name not in known:
            proposal.note(node, f"{name[:60]!r} says nothing in {what}.", _near(name, known))


def _near(name: str, known: Any) -> str:  # noqa: ANN401 - a collection of names
    near = difflib.get_close_matches(name, list(known), n=1)
    if near:
        return f"Did you mean {near[0]}?"
    return f"There are: {', '.join(sorted(known)[:12])}." if known else ""
