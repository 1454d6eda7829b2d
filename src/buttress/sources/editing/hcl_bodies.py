"""Sets attributes in the bodies of HCL blocks, laid out as `terraform fmt` does.

Source: "Style Guide" of the Terraform documentation: two spaces for each level; the equals signs of single-line
arguments on consecutive lines are aligned.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from buttress.graph.node import LIST, SCALAR
from buttress.records import dataclass
from buttress.sources.editing.edit import Edit, RefusedError, applied, end_of_line, shown, start_of_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from buttress.evidence.fix import Literal
    from buttress.sources.editing.edit import Tree
    from buttress.sources.editing.hcl_outline import Attribute, BlockPlace


COMMENTED: Final = re.compile(r" +(?=#|//)")
LAST: Final = ("depends_on", "lifecycle")
"""Meta-arguments that the style guide puts last."""


def hcl_value(value: Literal) -> str:
    """Write a literal."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(hcl_value(item) for item in value) + "]"
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)


def body_lines(tree: Tree, lead: str, unit: str) -> list[str]:
    """Write the attributes of a new body, aligned, then its blocks."""
    values = {step.name: value for step, value in tree.items() if not isinstance(value, dict)}
    width = max((len(name) for name in values), default=0)
    lines = [f"{lead}{name:<{width}} = {hcl_value(value)}" for name, value in values.items()]
    for step, below in tree.items():
        if isinstance(below, dict):
            lines += [""] if lines else []
            lines += [f"{lead}{step.name} {{", *body_lines(below, lead + unit, unit), f"{lead}}}"]
    return lines


@dataclass(frozen=True, slots=True)
class Bodies:
    """Changes the bodies of blocks in a text."""

    text: str
    newline: str

    def edits(self, block: BlockPlace, tree: Tree) -> list[Edit]:
        """Give the changes that set what is wanted in a block; raises `RefusedError` for the first that cannot be."""
        found: list[Edit] = []
        missing: Tree = {}
        for step, value in tree.items():
            below = block.named(step.name)
            attribute = block.attributes.get(step.name)
            if isinstance(value, dict) and below:
                found += self.edits(_only(below, step.name), value)
            elif isinstance(value, dict) and attribute is not None:
                raise RefusedError(f"{step.name} is given as one value")
            elif not isinstance(value, dict) and attribute is not None:
                found += self._changed(attribute, value)
            elif below:
                raise RefusedError(f"{step.name} is given as a block")
            else:
                missing[step] = value
        if not missing:
            return found
        if "\n" not in self.text[block.opening : block.closing]:
            return [self._opened(block, found, missing)]
        return found + self._added(block, missing)

    def _changed(self, attribute: Attribute, value: Literal) -> Iterator[Edit]:
        node, written = attribute.node, self.text[attribute.value : attribute.end]
        if isinstance(value, tuple) and node.kind == LIST:
            if "\n" in written or any(item.kind != SCALAR for item in node.value):
                raise RefusedError(f"which elements {attribute.name} has is not written in one line")
            absent = [one for one in value if one not in [item.value for item in node.value]]
            words = ", ".join(hcl_value(one) for one in absent)
            if absent:
                yield Edit(attribute.end - 1, attribute.end - 1, f", {words}" if node.value else words)
        elif node.kind != SCALAR or written.startswith("<<"):
            raise RefusedError(f"{shown(written)} decides {attribute.name}")
        elif written != hcl_value(value):
            yield self._replaced(attribute, hcl_value(value))

    def _replaced(self, attribute: Attribute, words: str) -> Edit:
        """Replace a value; a comment behind it stays in its column where one of a neighbouring line stands there."""
        gap = COMMENTED.match(self.text, attribute.end)
        if gap is None:
            return Edit(attribute.value, attribute.end, words)
        begin = start_of_line(self.text, attribute.start)
        column, next_line = gap.end() - begin, end_of_line(self.text, attribute.end) + len(self.newline)
        previous = start_of_line(self.text, max(0, begin - 1))
        if not any(self.text[line + column : line + column + 1] in ("#", "/") for line in (previous, next_line)):
            return Edit(attribute.value, attribute.end, words)
        spaces = max(1, gap.end() - attribute.value - len(words))
        return Edit(attribute.value, gap.end(), words + " " * spaces)

    def _opened(self, block: BlockPlace, found: list[Edit], missing: Tree) -> Edit:
        """Write a block of one line over several."""
        begin, end = block.opening + 1, block.closing
        inner = applied(self.text[begin:end], [Edit(one.start - begin, one.end - begin, one.text) for one in found])
        lead = self._lead(block)
        lines = [lead + self._unit(lead) + inner.strip()] if inner.strip() else []
        added = body_lines(missing, lead + self._unit(lead), self._unit(lead))
        lines += [""] if lines and added[0].endswith("{") else []
        lines += added
        return Edit(begin, end, "".join(self.newline + line for line in lines) + self.newline + lead)

    def _added(self, block: BlockPlace, missing: Tree) -> list[Edit]:
        lead = self._lead(block)
        inner = self._inner_lead(block, lead + self._unit(lead))
        unit = self._unit(inner)
        values = {step.name: value for step, value in missing.items() if not isinstance(value, dict)}
        blocks: Tree = {step: value for step, value in missing.items() if isinstance(value, dict)}
        found = self._attributes(block, values, inner) if values else []
        if blocks:
            found.append(self._blocks(block, body_lines(blocks, inner, unit), bool(values)))
        return found

    def _blocks(self, block: BlockPlace, lines: list[str], after_values: bool) -> Edit:  # noqa: FBT001 - new ones
        """Add blocks at the end of a body, but before the meta-arguments that stand last."""
        places = [(one.start, one.end, one.name) for one in block.attributes.values()]
        places += [(one.start, one.closing + 1, one.name) for one in block.blocks]
        ordered = sorted(places)
        while ordered and ordered[-1][2] in LAST:
            ordered.pop()
        if 0 < len(ordered) < len(places):
            place = end_of_line(self.text, ordered[-1][1])
            return Edit(place, place, "".join(self.newline + line for line in ("", *lines)))
        place = start_of_line(self.text, block.closing)
        space = [""] if places or after_values else []
        return Edit(place, place, "".join(line + self.newline for line in (*space, *lines)))

    def _attributes(self, block: BlockPlace, values: dict[str, Literal], lead: str) -> list[Edit]:
        """Add attributes behind the last one before the blocks, and align the lines that stand together."""
        first_block = min((one.start for one in block.blocks), default=block.closing)
        before = [one for one in block.attributes.values() if one.start < first_block and one.name not in LAST]
        short = [one for one in before if not self._spans_lines(one)]
        last = max(short or before, key=lambda one: one.start, default=None)
        place = end_of_line(self.text, block.opening if last is None else last.end)
        group = self._group(block, last)
        old = max((len(one.name) for one in group), default=0)
        aligned = all(one.equals - one.start == old + 1 for one in group)
        width = max(old, *(len(name) for name in values)) if aligned else 0
        lines = [f"{lead}{name:<{width}} = {hcl_value(value)}" for name, value in values.items()]
        found = [Edit(place, place, "".join(self.newline + line for line in lines))]
        if width > old:
            found += [Edit(one.equals, one.equals, " " * (width - old)) for one in group]
        return found

    def _group(self, block: BlockPlace, last: Attribute | None) -> Sequence[Attribute]:
        """Give the single-line attributes on the lines that stand together with new lines behind an attribute."""
        ordered = sorted(block.attributes.values(), key=lambda one: one.start)
        cut = ordered.index(last) + 1 if last is not None else 0
        found: list[Attribute] = []
        here = end_of_line(self.text, last.end) if last is not None else -1
        for one in reversed(ordered[:cut]):
            if self._spans_lines(one) or end_of_line(self.text, one.end) != here:
                break
            found.append(one)
            here = self._end_before(start_of_line(self.text, one.start))
        here = end_of_line(self.text, block.opening if last is None else last.end)
        for one in ordered[cut:]:
            if self._spans_lines(one) or self._end_before(start_of_line(self.text, one.start)) != here:
                break
            found.append(one)
            here = end_of_line(self.text, one.end)
        return found

    def _spans_lines(self, one: Attribute) -> bool:
        return "\n" in self.text[one.start : one.end]

    def _end_before(self, start: int) -> int:
        """Give the end of the line before the one that begins at an offset."""
        return end_of_line(self.text, start_of_line(self.text, max(0, start - 1)))

    def _lead(self, block: BlockPlace) -> str:
        line = self.text[start_of_line(self.text, block.start) : block.start]
        return line if not line.strip() else ""

    def _unit(self, lead: str) -> str:
        return "\t" if "\t" in lead else "  "

    def _inner_lead(self, block: BlockPlace, otherwise: str) -> str:
        """Give the indentation of what stands in a block."""
        starts = [one.start for one in block.attributes.values()] + [one.start for one in block.blocks]
        for start in sorted(starts):
            lead = self.text[start_of_line(self.text, start) : start]
            if not lead.strip():
                return lead
        return otherwise


def _only(blocks: list[BlockPlace], name: str) -> BlockPlace:
    if len(blocks) > 1 or blocks[0].name == "dynamic":
        raise RefusedError(f"{name} stands there several times, or is dynamic")
    return blocks[0]
