"""Reads suppressions from the comments of a YAML template.

    # buttress: accept <check> until <YYYY-MM-DD> by <who>: <reason>
    # buttress: false-positive <check> by <who>: <reason>

A comment speaks of the resource that it stands in, on a line of its own or behind a value; indented deeper than the
resource's key, it still stands in it below its last line. Otherwise it speaks of the resource right below it, with
nothing but comments and blank lines between. `#checkov:skip=<id>:<reason>` is read where checkov reads it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Final

from yaml._yaml import CParser
from yaml.events import ScalarEvent, StreamEndEvent

from buttress.graph.location import Location
from buttress.sources.cloudformation.suppressions import foreign, made, problem, subjects_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from buttress.graph.node import Node
    from buttress.graph.suppression import Position
    from buttress.sources.cloudformation.suppressions import Found, Subject

    Span = tuple[Position, Position]

COMMENT: Final = re.compile(
    r"(?:^|(?<=\s))#\s*((?i:buttress)(?:\s*:|(?=\s+(?:accept|false|ignore|suppress)))|checkov:skip=)(.*)$", re.MULTILINE
)
"""What looks like a suppression; without its colon it cannot be read."""
OURS: Final = re.compile(
    r"(?i:buttress)\s*:\s*(accept|false-positive)\s+([a-z0-9-]+)(?:\s+until\s+(\S+))?(?:\s+by\s+([^:]+?))?\s*(?::\s*(.*?))?\s*"
)
THEIRS: Final = re.compile(r"(\w+)(?::(.*))?")
HOW: Final = (
    "Write: # buttress: accept <check> until <YYYY-MM-DD> by <who>: <reason> "
    "(or: # buttress: false-positive <check> by <who>: <reason>)."
)


def in_comments(
    text: str, shown: str, resources: Mapping[str, Node], texts: Sequence[Span] | None = None
) -> Iterator[Found]:
    """Give the suppressions in the comments of a text, and what is wrong with them.

    `texts` are the places in which a sign begins no comment; without them the text is YAML, and its scalars are.
    """
    found = list(COMMENT.finditer(text))
    if not found:
        return
    scalars = _scalars(text) if texts is None else texts
    lines, subjects = text.split("\n"), subjects_of(resources)
    for match in found:
        line = text.count("\n", 0, match.start()) + 1
        place = Location(shown, line, match.start() - text.rfind("\n", 0, match.start()), line)
        if not _within(scalars, (place.line, place.column)):
            owner = _owner(place.line, place.column, lines, resources)
            said = _theirs if match[1].startswith("checkov") else _ours
            yield from said(match[1] + match[2], subjects.get(owner or ""), place)


def _theirs(text: str, subject: Subject | None, place: Location) -> Iterator[Found]:
    skip = THEIRS.match(text.partition("=")[2])
    if subject is not None and skip is not None:
        yield from foreign("checkov", skip[1], subject, skip[2] or "", place)


def _ours(text: str, subject: Subject | None, place: Location) -> Iterator[Found]:
    said = OURS.fullmatch(text)
    if said is None:
        yield problem(place, "this comment cannot be read, so it suppresses nothing.", HOW)
    elif subject is None:
        yield problem(
            place,
            "this suppression stands beside no resource, so it does not count.",
            "Put it right above a resource or into it; for a whole template there is Metadata: Buttress: Suppress.",
        )
    else:
        parts = {"until": said[3] or "", "owner": said[4] or "", "reason": said[5] or ""}
        yield made("accepted" if said[1] == "accept" else "false-positive", said[2], subject, parts, place)


def _scalars(text: str) -> list[Span]:
    """Give where each scalar begins and ends: a sign in one of them begins no comment."""
    parser = CParser(text)
    spans = []
    try:
        while not isinstance(event := parser.get_event(), StreamEndEvent):
            if isinstance(event, ScalarEvent):
                start: Any = event.start_mark  # libyaml gives both marks with every event
                end: Any = event.end_mark
                spans.append(((start.line + 1, start.column + 1), (end.line + 1, end.column + 1)))
    finally:
        parser.dispose()
    return spans


def _within(spans: Sequence[Span], position: tuple[int, int]) -> bool:
    before = bisect_right(spans, (position, (2**31, 0))) - 1
    return before >= 0 and spans[before][0] < position < spans[before][1]


def _owner(line: int, column: int, lines: list[str], resources: Mapping[str, Node]) -> str | None:
    """Give the logical id of the resource that a comment speaks of, None where there is none."""
    for name, node in resources.items():
        if node.line <= line <= node.end_line:
            return name
    above = [(node.end_line, node.column, name) for name, node in resources.items() if node.end_line < line]
    if above:
        end, key, name = max(above)
        if column > key and _silent(lines[end : line - 1]):
            return name
    below = [(node.line, name) for name, node in resources.items() if node.line > line]
    if below:
        begin, name = min(below)
        if _silent(lines[line : begin - 1]):
            return name
    return None


def _silent(lines: list[str]) -> bool:
    """Say whether lines are blank or comments."""
    return all(not line.strip() or line.lstrip().startswith("#") for line in lines)
