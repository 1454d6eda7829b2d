"""Where the blocks and attributes of a text of HCL stand."""

from __future__ import annotations

import bisect
import re
from dataclasses import field
from typing import TYPE_CHECKING, Final

from buttress.records import dataclass
from buttress.sources.editing.edit import RefusedError, starts_of
from buttress.sources.terraform.syntax.bodies import BodyParser

if TYPE_CHECKING:
    from buttress.graph.node import Node

HEADER: Final = re.compile(r"[\w-]+")
LABEL: Final = re.compile(r"\"([^\"\n]*)\"|([\w-]+)")


@dataclass(frozen=True, slots=True)
class Attribute:
    """Holds the offsets of one attribute: of its name, its `=`, and its value."""

    name: str
    start: int
    equals: int
    value: int
    end: int
    node: Node


@dataclass(slots=True)
class BlockPlace:
    """Holds the offsets of one block: where its header begins, and its brackets."""

    name: str
    labels: tuple[str, ...]
    start: int
    opening: int
    closing: int = 0
    attributes: dict[str, Attribute] = field(default_factory=dict)
    blocks: list[BlockPlace] = field(default_factory=list)

    def named(self, name: str) -> list[BlockPlace]:
        """Give the blocks of a name, dynamic ones among them."""
        return [one for one in self.blocks if one.name == name or (one.name == "dynamic" and one.labels == (name,))]


class OutlineParser(BodyParser):
    """Reads a text as the reader of Terraform does, and notes where everything stands."""

    def outline(self) -> tuple[BlockPlace, ...]:
        """Read the whole text; raises `RefusedError` where a part of it cannot be read."""
        self.top = BlockPlace("", (), 0, 0)
        self.open_blocks = [self.top]
        if self.document().problems:
            raise RefusedError("the file cannot be read whole; mend that first")
        return tuple(self.top.blocks)

    def _attribute(self, start: int) -> Node:
        equals = self.start
        node = super()._attribute(start)
        value = equals + 1
        while self.text[value] in " \t":
            value += 1
        name = HEADER.match(self.text, start)
        written = name[0] if name is not None else ""
        self.open_blocks[-1].attributes[written] = Attribute(written, start, equals, value, self.last, node)
        return node

    def _block_body(self, start: int) -> Node:
        opening = self.start
        words = [label[1] or label[2] or "" for label in LABEL.finditer(self.text, start, opening)]
        place = BlockPlace(words[0], tuple(words[1:]), start, opening)
        self.open_blocks[-1].blocks.append(place)
        self.open_blocks.append(place)
        node = super()._block_body(start)
        self.open_blocks.pop()
        place.closing = self.last - 1
        return node


@dataclass(frozen=True, slots=True)
class Outline:
    """Holds a text with the resources that it declares, in their order, and where its lines begin."""

    text: str
    resources: tuple[BlockPlace, ...]
    starts: list[int]

    def at(self, line: int) -> BlockPlace | None:
        """Give the resource whose block a line is in."""
        end = self.starts[line] if line < len(self.starts) else len(self.text)
        before = bisect.bisect_left(self.resources, end, key=lambda one: one.start)
        found = self.resources[before - 1] if before else None
        return found if found is not None and self.starts[line - 1] <= found.closing else None


def outline_of(text: str) -> Outline:
    """Read a text; raises `RefusedError`."""
    blocks = OutlineParser(text, "").outline()
    resources = (one for one in blocks if one.name == "resource" and len(one.labels) == 2)  # noqa: PLR2004 - type, name
    return Outline(text, tuple(resources), starts_of(text))
