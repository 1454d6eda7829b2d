"""The text of a template as a tree of places: what stands where, and how it is written.

The reader's own nodes hold meaning and the line of a key; an edit needs the offset of every value, and what was an
alias, an anchor or a tag. JSON is read as the flow style of YAML.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import field
from typing import TYPE_CHECKING, Any, Final

import yaml
from yaml.events import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from buttress.records import dataclass
from buttress.sources.cloudformation.text import MOST_LEVELS
from buttress.sources.editing.edit import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
"""Half of a pair, which JSON has and libyaml refuses; what it stands for is of no matter to places."""
STAND_IN: Final = r"\\u0041"


@dataclass(slots=True)
class Spot:
    """Holds one value: its kind (`scalar`, `map`, `list` or `alias`), offsets, and how it is written.

    `end` is behind the last character of a value in flow style; a value in block style ends with its last line.
    `properties` is where an anchor or tag before it begins.
    """

    kind: str
    start: int
    end: int
    column: int
    value: str = ""
    style: str = ""
    tag: str = ""
    anchor: str = ""
    flow: bool = False
    members: list[tuple[Spot, Spot]] = field(default_factory=list)
    items: list[Spot] = field(default_factory=list)
    _named: dict[str, tuple[Spot, Spot]] | None = None

    def member(self, name: str) -> tuple[Spot, Spot] | None:
        """Give the key and value of a member, the last of that name."""
        if self._named is None:
            self._named = {key.value: (key, value) for key, value in self.members}
        return self._named.get(name)

    def member_at(self, offset: int) -> tuple[Spot, Spot] | None:
        """Give the key and value of the member that an offset is in."""
        before = bisect.bisect_right(self.members, offset, key=lambda pair: pair[0].start)
        if not before:
            return None
        key, value = self.members[before - 1]
        return (key, value) if offset < max(key.end, value.end) else None

    @property
    def is_null(self) -> bool:
        """Say whether nothing is written, or that there is nothing."""
        return self.kind == "scalar" and not self.style and self.value in ("", "~", "null", "Null", "NULL")

    @property
    def is_function(self) -> bool:
        """Say whether it is a function of CloudFormation, in the short form or the long one."""
        if self.tag.startswith("!"):
            return True
        names = [key.value for key, _ in self.members]
        return len(names) == 1 and (names[0] in ("Ref", "Condition") or names[0].startswith("Fn::"))


def spots_of(text: str) -> Spot:
    """Read a text into places; raises `RefusedError` where it cannot be read."""
    harmless = SURROGATE.sub(STAND_IN, text)
    try:
        events = iter(yaml.parse(harmless, Loader=yaml.CSafeLoader))
        next(events)
        next(events)
        return _spot(next(events), events, harmless, 0)
    except (yaml.YAMLError, StopIteration) as error:
        raise RefusedError("the file cannot be read as it is now") from error


def _spot(event: Any, events: Iterator[Any], text: str, depth: int) -> Spot:  # noqa: ANN401 - libyaml's events
    if depth > MOST_LEVELS:
        raise RefusedError("the file nests too deeply")
    start: Any = event.start_mark
    end: Any = event.end_mark
    if isinstance(event, AliasEvent):
        return Spot("alias", start.index, end.index, start.column)
    spot = Spot("scalar", start.index, end.index, start.column, tag=event.tag or "", anchor=event.anchor or "")
    if isinstance(event, ScalarEvent):
        spot.value, spot.style = event.value, event.style or ""
        if spot.style in ("|", ">"):
            spot.end = _block_end(text, start.index, end.index)
        return spot
    spot.flow = bool(event.flow_style)
    read = _map if isinstance(event, MappingStartEvent) else _list
    return read(spot, events, text, depth)


def _map(spot: Spot, events: Iterator[Any], text: str, depth: int) -> Spot:
    spot.kind = "map"
    event: Any = next(events)
    while not isinstance(event, MappingEndEvent):
        key = _spot(event, events, text, depth + 1)
        spot.members.append((key, _spot(next(events), events, text, depth + 1)))
        event = next(events)
    spot.end = _end_of(event) if spot.flow else spot.members[-1][1].end
    spot.column = spot.column if spot.flow else spot.members[0][0].column
    return spot


def _list(spot: Spot, events: Iterator[Any], text: str, depth: int) -> Spot:
    spot.kind = "list"
    event: Any = next(events)
    while not isinstance(event, SequenceEndEvent):
        spot.items.append(_spot(event, events, text, depth + 1))
        event = next(events)
    spot.end = _end_of(event) if spot.flow else spot.items[-1].end
    return spot


def _end_of(event: Any) -> int:  # noqa: ANN401 - libyaml's events
    return int(event.end_mark.index)


def _block_end(text: str, start: int, end: int) -> int:
    """Give the end of a block scalar: behind its last line, blank lines only where `+` keeps them."""
    header = text[start : text.find("\n", start) if "\n" in text[start:] else len(text)]
    written = text[start:end]
    if "+" in header.split("#")[0]:
        return start + len(written.removesuffix("\n").removesuffix("\r"))
    return start + len(written.rstrip())
