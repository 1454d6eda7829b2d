"""What is written out in a setting; what is open or not known is none of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.node import MAP, SCALAR, Node, scalar
from buttress.graph.values import Unresolved
from buttress.sources.cloudformation.sam.maker import conditional, made_of_json
from buttress.sources.cloudformation.sam.shape import choices, is_left_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from buttress.sources.cloudformation.sam.maker import Json


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


def each_choice(node: Node, change: Callable[[Node], Node]) -> Node:
    """Change what may stand here in every branch of what is chosen; what is left out is changed too."""
    chosen = choices(node)
    if chosen is None:
        return change(node)
    return conditional(chosen[0], each_choice(chosen[1], change), each_choice(chosen[2], change))


def switched(node: Node, on: Json, off: Json) -> Node:
    """Give what a switch stands for, in every branch: on where it is true or has settings, `Unresolved` where open."""

    def one(branch: Node) -> Node:
        if is_false(branch) or is_left_out(branch):
            return made_of_json(off, branch)
        if is_true(branch) or branch.kind == MAP:
            return made_of_json(on, branch)
        return not_written(branch)

    return each_choice(node, one)


def is_open(node: Node) -> bool:
    """Say whether a setting is chosen where it is deployed, or not known; a call that names a resource is neither."""
    unknown = node.kind == SCALAR and literal(node) is None and not is_left_out(node)
    return choices(node) is not None or unknown


def not_written(node: Node) -> Node:
    """Give what stands where a setting is not written out."""
    return scalar(Unresolved("this setting is chosen where it is deployed", node.location), node)
