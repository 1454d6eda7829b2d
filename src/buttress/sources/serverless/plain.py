"""What is written out in a setting; what is open or not known is none of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.node import SCALAR

if TYPE_CHECKING:
    from buttress.graph.node import Node


def literal(node: Node | None) -> str | int | float | bool | None:
    """Give a scalar that is written out, None of anything else."""
    value = node.value if node is not None and node.kind == SCALAR else None
    return value if isinstance(value, str | bool | int | float) else None


def word(node: Node | None) -> str:
    """Give a scalar that is written out in small letters, empty for anything else."""
    value = literal(node)
    return str(value).lower() if value is not None else ""


def is_true(node: Node | None) -> bool:
    """Say whether a setting is written out as true."""
    return word(node) == "true"


def is_false(node: Node | None) -> bool:
    """Say whether a setting is written out as false."""
    return word(node) == "false"
