"""Writes literal values as the text around them is written."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from buttress.sources.cloudformation.scalars import meaning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.evidence.fix import Literal, Step
    from buttress.sources.editing.edit import Tree

PLAIN: Final = re.compile(r"[A-Za-z][\w./-]*")
WORDS: Final = {
    "True": ("False", "True"), "False": ("False", "True"), "TRUE": ("FALSE", "TRUE"), "FALSE": ("FALSE", "TRUE"),
    "yes": ("no", "yes"), "no": ("no", "yes"), "Yes": ("No", "Yes"), "No": ("No", "Yes"),
    "on": ("off", "on"), "off": ("off", "on"), "On": ("Off", "On"), "Off": ("Off", "On"),
}  # fmt: skip
"""How somebody says false and true, by what stands there now."""


def scalar_text(value: Literal, *, quoted: bool) -> str:
    """Write a value in one line, JSON's way where `quoted`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(scalar_text(item, quoted=quoted) for item in value) + "]"
    plain = not quoted and PLAIN.fullmatch(value) and isinstance(meaning(value, None, plain=True), str)
    return value if plain else json.dumps(value, ensure_ascii=False)


def instead_of(old: str, style: str, value: Literal, *, quoted: bool) -> str:
    """Write a value as the scalar was written whose place it takes: in its quotes, or in its word for true."""
    plain = value if isinstance(value, str) else scalar_text(value, quoted=False)
    if style == "'":
        return "'" + plain.replace("'", "''") + "'"
    if style == '"':
        return json.dumps(plain, ensure_ascii=False)
    if isinstance(value, bool) and old in WORDS:
        return WORDS[old][value]
    return scalar_text(value, quoted=quoted)


def block_lines(tree: Tree, column: int, unit: int) -> Iterator[str]:
    """Write members in block style, each line with its indentation."""
    for step, value in tree.items():
        lead = " " * column + f"{step.name}:"
        if step.key:
            yield lead
            yield from element_lines(step, value, column + unit, unit)
        elif isinstance(value, dict):
            yield lead
            yield from block_lines(value, column + unit, unit)
        else:
            yield f"{lead} {scalar_text(value, quoted=False)}"


def element_lines(step: Step, value: Tree | Literal, column: int, unit: int) -> Iterator[str]:
    """Write an element of a list in block style, with the member that names it; the dash stands at the column."""
    yield " " * column + f"- {step.key}: {scalar_text(step.value, quoted=False)}"
    if isinstance(value, dict):
        yield from block_lines(value, column + 2, unit)


def flow_value(value: Tree | Literal, *, quoted: bool, step: Step | None = None) -> str:
    """Write a value in flow style in one line; with a step, as the list with its one element."""
    if step is not None and step.key:
        return f"[{flow_element(step, value, quoted=quoted)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(flow_member(one, inner, quoted=quoted) for one, inner in value.items()) + "}"
    return scalar_text(value, quoted=quoted)


def flow_member(step: Step, value: Tree | Literal, *, quoted: bool) -> str:
    """Write a member in flow style."""
    name = f'"{step.name}"' if quoted else step.name
    return f"{name}: {flow_value(value, quoted=quoted, step=step)}"


def flow_element(step: Step, value: Tree | Literal, *, quoted: bool) -> str:
    """Write an element of a list in flow style, with the member that names it."""
    name = f'"{step.key}"' if quoted else step.key
    inner = flow_value(value, quoted=quoted)[1:] if isinstance(value, dict) else "}"
    return f"{{{name}: {scalar_text(step.value, quoted=quoted)}, {inner}"


def json_lines(tree: Tree, lead: str, unit: str) -> Iterator[str]:
    """Write members of JSON over lines, the last without a comma."""
    for number, (step, value) in enumerate(tree.items()):
        comma = "," if number < len(tree) - 1 else ""
        if isinstance(value, dict) and not step.key:
            yield f'{lead}"{step.name}": {{'
            yield from json_lines(value, lead + unit, unit)
            yield f"{lead}}}{comma}"
        else:
            yield f"{lead}{flow_member(step, value, quoted=True)}{comma}"
