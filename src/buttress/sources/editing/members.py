"""Sets members of maps in the text of a YAML or JSON template."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from buttress.records import dataclass
from buttress.sources.editing.edit import Edit, RefusedError, end_of_line, newline_of, shown, start_of_line, starts_of
from buttress.sources.editing.spots import Spot, spots_of
from buttress.sources.editing.yaml_values import (
    block_lines,
    element_lines,
    flow_element,
    flow_member,
    instead_of,
    json_lines,
    scalar_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.evidence.fix import Literal, Step
    from buttress.sources.editing.edit import Tree


@dataclass(frozen=True, slots=True)
class Document:
    """Holds a text with its places, and how it is written; raises `RefusedError` where it cannot be read."""

    text: str
    top: Spot
    newline: str
    unit: int
    starts: list[int]
    """Where the lines begin."""
    quoted: bool
    """Whether keys are in double quotes, as JSON has them."""

    def edits(self, spot: Spot, tree: Tree) -> Iterator[Edit]:
        """Give the changes that set members of a map; raises `RefusedError` for the first that cannot be."""
        self._refuse_map(spot)
        missing: Tree = {}
        for step, value in tree.items():
            found = spot.member(step.name)
            fresh = without_elements(value)
            if step.each:
                yield from self._elements(found, value)
            elif found is not None and not found[1].is_null:
                yield from self._changed(found[1], step, value)
            elif fresh == {}:
                continue
            elif found is not None:
                yield self._filled(found, step, fresh)
            else:
                self._refuse_merged(spot, step)
                missing[step] = fresh
        if missing:
            yield self._inserted(spot, missing)

    def _elements(self, found: tuple[Spot, Spot] | None, value: Tree | Literal) -> Iterator[Edit]:
        """Change every element of a list; where there is no list, there is none."""
        if found is None or found[1].is_null or not isinstance(value, dict):
            return
        self._refuse(found[1])
        if found[1].kind != "list":
            raise RefusedError(f"{found[0].value} is no list")
        for item in found[1].items:
            yield from self.edits(item, value)

    def _changed(self, spot: Spot, step: Step, value: Tree | Literal) -> Iterator[Edit]:
        self._refuse(spot)
        if step.key:
            yield from self._element(spot, step, value)
        elif isinstance(value, dict):
            yield from self.edits(spot, value)
        elif isinstance(value, tuple):
            yield from self._listed(spot, value)
        elif spot.kind != "scalar" or spot.style in ("|", ">"):
            raise RefusedError(f"{step.name} holds more than one value")
        else:
            written = instead_of(spot.value, spot.style, value, quoted=self.quoted)
            if written != self.text[spot.start : spot.end]:
                yield Edit(spot.start, spot.end, written)

    def _element(self, spot: Spot, step: Step, value: Tree | Literal) -> Iterator[Edit]:
        """Change the element that a member names, or add it to the list."""
        if spot.kind != "list":
            raise RefusedError(f"{step.name} is no list")
        for item in spot.items:
            self._refuse(item)
            named = item.member(step.key) if item.kind == "map" else None
            if named is not None and named[1].kind == "scalar" and not named[1].is_function:
                if named[1].value == step.value and isinstance(value, dict):
                    yield from self.edits(item, value)
                    return
            else:
                raise RefusedError(f"which elements {step.name} has is not written out")
        if spot.flow:
            yield self._into_flow(spot, spot.items, flow_element(step, value, quoted=self.quoted))
            return
        first = spot.items[0].start
        dash = self.text.rfind("-", 0, first) - start_of_line(self.text, first)
        lines = element_lines(step, value, dash, self.unit)
        yield self._after(spot, lines)

    def _listed(self, spot: Spot, value: tuple[str, ...]) -> Iterator[Edit]:
        """Add the texts that a list does not have yet."""
        if spot.kind != "list" or any(item.kind != "scalar" or item.is_function for item in spot.items):
            raise RefusedError("which elements the list has is not written out")
        absent = [one for one in value if one not in {item.value for item in spot.items}]
        if not absent:
            return
        if spot.flow:
            words = ", ".join(scalar_text(one, quoted=self.quoted) for one in absent)
            yield self._into_flow(spot, spot.items, words)
            return
        dash = self.text.rfind("-", 0, spot.items[0].start) - start_of_line(self.text, spot.items[0].start)
        yield self._after(spot, [" " * dash + f"- {scalar_text(one, quoted=False)}" for one in absent])

    def _filled(self, found: tuple[Spot, Spot], step: Step, value: Tree | Literal) -> Edit:
        """Give a member whose value is not written one."""
        key, spot = found
        if spot.anchor:
            raise RefusedError("an anchor stands there, and other places repeat it")
        inside = spot.value or self.quoted or self._in_flow(key)
        if inside or not (isinstance(value, dict) or step.key):
            whole = flow_member(step, value, quoted=self.quoted).partition(": ")[2]
            return Edit(spot.start, spot.end, whole if spot.value else f" {whole}")
        lines = element_lines(step, value, key.column + self.unit, self.unit) if step.key else None
        if lines is None and isinstance(value, dict):
            lines = block_lines(value, key.column + self.unit, self.unit)
        place = end_of_line(self.text, key.end)
        return Edit(place, place, "".join(f"{self.newline}{line}" for line in lines or ()))

    def _in_flow(self, key: Spot) -> bool:
        return bool(self.text[start_of_line(self.text, key.start) : key.start].strip(" -\t"))

    def _inserted(self, spot: Spot, tree: Tree) -> Edit:
        if not spot.flow:
            return self._after(spot, block_lines(tree, spot.column, self.unit))
        last = spot.members[-1] if spot.members else None
        if last is not None:
            line = start_of_line(self.text, last[0].start)
            lead = self.text[line : last[0].start]
            if line > spot.start and not lead.strip():
                unit = "\t" if "\t" in lead else " " * self.unit
                lines = json_lines(tree, lead, unit) if self.quoted else self._flow_lines(tree, lead)
                place = last[1].end
                return Edit(place, place, "".join(("," + self.newline, self.newline.join(lines))))
        words = ", ".join(flow_member(step, value, quoted=self.quoted) for step, value in tree.items())
        return self._into_flow(spot, [value for _, value in spot.members], words)

    def _flow_lines(self, tree: Tree, lead: str) -> list[str]:
        words = [lead + flow_member(step, value, quoted=False) for step, value in tree.items()]
        return [word + "," for word in words[:-1]] + words[-1:]

    def _into_flow(self, spot: Spot, inside: list[Spot], words: str) -> Edit:
        """Add words at the end of a list or map in flow style."""
        if inside:
            return Edit(inside[-1].end, inside[-1].end, f", {words}")
        opening = self.text.index("{" if spot.kind == "map" else "[", spot.start) + 1
        return Edit(opening, opening, words)

    def _after(self, spot: Spot, lines: Iterator[str] | list[str]) -> Edit:
        """Add lines behind the last line of a list or map in block style."""
        place = end_of_line(self.text, spot.end)
        return Edit(place, place, "".join(f"{self.newline}{line}" for line in lines))

    def _refuse_map(self, spot: Spot) -> None:
        self._refuse(spot)
        if spot.kind != "map":
            raise RefusedError("what stands there is no map")

    def _refuse(self, spot: Spot) -> None:
        """Raise for what may mean something else elsewhere, or is decided elsewhere."""
        if spot.kind == "alias":
            raise RefusedError("an alias stands there; what it repeats may be meant otherwise elsewhere")
        if spot.anchor and re.search(rf"\*{re.escape(spot.anchor)}\b", self.text):
            raise RefusedError("an anchor stands there, and other places repeat it")
        if spot.is_function:
            raise RefusedError(f"{shown(self.text[spot.start : spot.end])} decides it")
        if any(key.value.startswith("Fn::") for key, _ in spot.members):
            raise RefusedError("a function adds members there")

    def _refuse_merged(self, spot: Spot, step: Step) -> None:
        if any(key.value == "<<" and not key.style for key, _ in spot.members):
            raise RefusedError(f"a map is merged in with `<<`, which may bring {step.name}")


def without_elements(value: Tree | Literal) -> Tree | Literal:
    """Give what is wanted without what is wanted of elements of lists: a new map has none."""
    if not isinstance(value, dict):
        return value
    return {step: without_elements(inner) for step, inner in value.items() if not step.each}


def document_of(text: str) -> Document:
    """Read a text; raises `RefusedError`."""
    top = spots_of(text)
    quoted = text.lstrip().startswith("{") and bool(top.members) and top.members[0][0].style == '"'
    return Document(text, top, newline_of(text), _unit(text, top), starts_of(text), quoted)


def _unit(text: str, top: Spot) -> int:
    """Give by how many columns the text is indented, 2 where it does not tell."""
    resources = top.member("Resources")
    section = resources[1] if resources is not None else top
    if section.kind != "map" or not section.members or resources is None:
        return 2
    key = section.members[0][0]
    if not key.column or text[start_of_line(text, key.start) : key.start].strip():
        return 2
    return max(1, key.column - resources[0].column)
