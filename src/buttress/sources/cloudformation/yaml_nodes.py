"""YAML text to placed nodes, read as CloudFormation reads it.

libyaml parses, and its events become nodes right away, without PyYAML's nodes between. What a plain scalar means is
decided in `scalars`.
"""

from __future__ import annotations

from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.composer import ComposerError
from yaml.events import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, StreamEndEvent

from buttress.graph.graph import Problem
from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node
from buttress.records import dataclass
from buttress.sources.cloudformation.scalars import meaning
from buttress.sources.cloudformation.text import MOST_ALIASED, MOST_LEVELS, too_deep
from buttress.sources.errors import SourceError

_BLOCK_STYLES = frozenset({"|", ">"})


def read_yaml(text: str, shown: str) -> tuple[Node, tuple[Problem, ...]]:
    """Read a text into nodes, with the problems that did not stop it (duplicate keys); raises `SourceError` for what
    does.
    """
    parser = CParser(text)
    reader = _Reader(shown, text, parser.get_event)
    try:
        return reader.read(), tuple(reader.problems)
    except yaml.MarkedYAMLError as error:
        raise SourceError(_yaml_problem(error, shown)) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise SourceError(
            Problem(shown, line, 1, f"the character {chr(error.character)!r} is not allowed in YAML.")
        ) from error
    finally:
        parser.dispose()


def _yaml_problem(error: yaml.MarkedYAMLError, shown: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    detail = " ".join(part for part in (error.context, error.problem) if part)
    return Problem(
        shown, line, column, f"this is not YAML: {detail}.", "Look at the indentation and quotes here and just above."
    )


@dataclass(frozen=True, slots=True)
class _Kept:
    """Keeps what an anchor names, for the aliases that repeat it: its own place, how many values, how many levels.

    `text` is what is written where it is a scalar, `made` is None while it is being read.
    """

    mark: Any
    made: Node | None = None
    nodes: int = 0
    levels: int = 0
    text: str | None = None


class _Reader:
    """Turns the events of one text into placed nodes."""

    def __init__(self, shown: str, text: str, next_event: Any) -> None:  # noqa: ANN401 - libyaml's events are not typed
        self.shown = shown
        self.text = text
        self.next = next_event
        self.problems: list[Problem] = []
        self._kept: dict[str, _Kept] = {}
        self._lines: list[str] | None = None
        self.count = 0
        self.aliased = 0
        self.depth = 0
        self.deepest = 0
        """How deep what was read since the last anchored collection began goes."""

    def read(self) -> Node:
        """Read the one document of the text."""
        self.next()
        document = self.next()
        if isinstance(document, StreamEndEvent):
            raise SourceError(Problem(self.shown, 1, 1, "the file is empty."))
        root = self._node(self.next(), None)
        self.next()
        more = self.next()
        if not isinstance(more, StreamEndEvent):
            raise ComposerError(
                "expected a single document in the stream", document.start_mark, "but found another document",
                more.start_mark,
            )  # fmt: skip
        return root

    def _node(self, event: Any, place: Any) -> Node:  # noqa: ANN401 - libyaml's events and marks are not typed
        """Read the node that begins with an event, placed at a mark (its key's), or at its own."""
        if event.anchor is None:
            mark = place or event.start_mark
            return self._scalar(event, mark) if isinstance(event, ScalarEvent) else self._collection(event, mark)
        return self._alias(event, place) if isinstance(event, AliasEvent) else self._anchored(event, place)

    def _scalar(self, event: Any, place: Any) -> Node:  # noqa: ANN401 - see `_node`
        self.count += 1
        tag = event.tag
        end = event.end_mark.line + 1 if event.style not in _BLOCK_STYLES else self._block_end(event)
        value = meaning(event.value, tag, plain=event.implicit[0])
        made = Node(SCALAR, value, self.shown, place.line + 1, place.column + 1, end)
        return made if tag is None else self._tagged(tag, made)

    def _collection(self, event: Any, place: Any) -> Node:  # noqa: ANN401 - see `_node`
        self.count += 1
        line, column = place.line + 1, place.column + 1
        if self.depth >= MOST_LEVELS:
            raise too_deep(self.shown, line)
        self.depth += 1
        self.deepest = max(self.deepest, self.depth)
        read = self._map if isinstance(event, MappingStartEvent) else self._sequence
        made = read(event, line, column)
        self.depth -= 1
        return made if event.tag is None else self._tagged(event.tag, made)

    def _anchored(self, event: Any, place: Any) -> Node:  # noqa: ANN401 - see `_node`
        """Read a node that has an anchor, and keep it."""
        name, mark = event.anchor, event.start_mark
        earlier = self._kept.get(name)
        if earlier is not None:
            raise ComposerError("found duplicate anchor; first occurrence", earlier.mark, "second occurrence", mark)
        self._kept[name] = _Kept(mark)
        before, outside, self.deepest = self.count, self.deepest, self.depth
        read = self._scalar if isinstance(event, ScalarEvent) else self._collection
        made = read(event, place or mark)
        levels = self.deepest - self.depth
        self.deepest = max(outside, self.deepest)
        text = event.value if isinstance(event, ScalarEvent) else None
        self._kept[name] = _Kept(mark, made, self.count - before, levels, text)
        return made

    def _alias(self, event: Any, place: Any) -> Node:  # noqa: ANN401 - see `_node`
        """Repeat what an anchor names."""
        kept = self._named(event)
        mark = place or kept.mark
        made = kept.made
        if made is None:
            raise self._refusal(mark, "an alias contains itself.", "Write the value out.")
        self._spend(kept, mark)
        return Node(made.kind, made.value, self.shown, mark.line + 1, mark.column + 1, made.end_line, made.open)

    def _named(self, event: Any) -> _Kept:  # noqa: ANN401 - see `_node`
        kept = self._kept.get(event.anchor)
        if kept is None:
            raise ComposerError(None, None, "found undefined alias", event.start_mark)
        return kept

    def _spend(self, kept: _Kept, place: Any) -> None:  # noqa: ANN401 - see `_node`
        """Count what an alias repeats; raises `SourceError` where that is too much or too deep."""
        self.count += kept.nodes
        self.aliased += kept.nodes
        self.deepest = max(self.deepest, self.depth + kept.levels)
        if self.aliased > MOST_ALIASED:
            raise self._refusal(place, f"aliases expand to more than {MOST_ALIASED:,} values.", "Write the values out.")
        if kept.levels + self.depth > MOST_LEVELS:
            raise too_deep(self.shown, place.line + 1)

    def _refusal(self, mark: Any, message: str, hint: str) -> SourceError:  # noqa: ANN401 - see `_node`
        return SourceError(Problem(self.shown, mark.line + 1, mark.column + 1, message, hint))

    def _tagged(self, tag: str, content: Node) -> Node:
        """Make a call of a node with a tag such as `!Sub`."""
        if tag[0] != "!" or len(tag) == 1:
            return content
        name = tag[1:]
        where = (self.shown, content.line, content.column, content.end_line)
        if name == "Condition":
            return Node(MAP, {"Condition": content}, *where)
        return Node(CALL, (name if name == "Ref" else f"Fn::{name}", content), *where)

    def _sequence(self, start: Any, line: int, column: int) -> Node:  # noqa: ANN401 - see `_node`
        items: list[Node] = []
        while True:
            event = self.next()
            if isinstance(event, SequenceEndEvent):
                break
            items.append(self._node(event, None))
        return Node(LIST, items, self.shown, line, column, _end(start, event, items))

    def _map(self, start: Any, line: int, column: int) -> Node:  # noqa: ANN401 - see `_node`
        members, end_event = self._members(start)
        end = _end(start, end_event, members.values())
        if len(members) == 1:
            name = next(iter(members))
            if name == "Ref" or (name.startswith("Fn::") and not name.startswith("Fn::ForEach::")):
                return Node(CALL, (name, members[name]), self.shown, line, column, end)
        open_because = next((_open_reason(name) for name in members if name.startswith("Fn::")), None)
        return Node(MAP, members, self.shown, line, column, end, open_because)

    def _members(self, start: Any) -> tuple[dict[str, Node], Any]:  # noqa: ANN401 - see `_node`
        """Read the members of a map, what `<<` merges in first; the map's own win, then those merged in earlier."""
        members: dict[str, Node] = {}
        merged: dict[str, Node] = {}
        next_event = self.next
        while True:
            key = next_event()
            if isinstance(key, MappingEndEvent):
                break
            mark = key.start_mark
            if not isinstance(key, ScalarEvent) or key.anchor is not None:
                name, mark = self._odd_key(key)
            else:
                name = key.value
                if name == "<<" and key.implicit[0]:
                    for inner, node in self._sources(next_event(), start.start_mark):
                        merged.setdefault(inner, node)
                    continue
            if name in members:
                self._note_duplicate(name, members[name].line, mark)
            members[name] = self._node(next_event(), mark)
        if merged:
            members = {**{name: node for name, node in merged.items() if name not in members}, **members}
        return members, key

    def _odd_key(self, key: Any) -> tuple[str, Any]:  # noqa: ANN401 - see `_node`
        """Read a key that is an alias or has an anchor."""
        if not isinstance(key, AliasEvent):
            self._node(key, None)
        kept = self._named(key) if key.anchor is not None else _Kept(key.start_mark)
        if kept.text is None:
            raise self._refusal(kept.mark, "a key is a list or a map.", "Keys are texts.")
        return kept.text, kept.mark

    def _note_duplicate(self, name: str, first: int, mark: Any) -> None:  # noqa: ANN401 - see `_node`
        self.problems.append(
            Problem(
                self.shown,
                mark.line + 1,
                mark.column + 1,
                f"{name} is already given in line {first}; CloudFormation takes this later one.",
                "Keep one of them.",
            )
        )

    def _sources(self, event: Any, mark: Any) -> list[tuple[str, Node]]:  # noqa: ANN401 - see `_node`
        """Give the members that `<<` merges into the map at a mark: those of a map, or of the maps in a list."""
        if isinstance(event, AliasEvent) and self._named(event).made is None:
            raise self._refusal(mark, "a map merges itself in.", "Write its members out.")
        source = self._node(event, None)
        maps = source.value if source.kind == LIST else [source]
        return [pair for each in maps for pair in _written(each)]

    def _block_end(self, event: Any) -> int:  # noqa: ANN401 - see `_node`
        """Give the last line of a block scalar without the blank lines that libyaml counts in."""
        if self._lines is None:
            self._lines = self.text.splitlines()
        first, end = int(event.start_mark.line), event.end_mark
        last = min(int(end.line), len(self._lines) - 1)
        if end.column == 0 and last > first:
            last -= 1
        while last > first and not self._lines[last].strip():
            last -= 1
        return last + 1


def _end(start: Any, end: Any, members: Any) -> int:  # noqa: ANN401 - libyaml's events are not typed
    """Give the last line of a collection without the blank lines and comments that libyaml counts in."""
    if start.flow_style:
        return int(end.end_mark.line) + 1
    return max([member.end_line for member in members], default=int(start.start_mark.line) + 1)


def _written(node: Node) -> list[tuple[str, Node]]:
    """Give the members of a map as they are written: a function in its long form has one."""
    if node.kind == MAP:
        return list(node.value.items())
    return [node.value] if node.kind == CALL else []


def _open_reason(name: str) -> str:
    return f"{name} adds members that are not read yet"
