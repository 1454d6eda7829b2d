"""Finds the place that a canonical value has: where what it comes from is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.node import CALL, LIST, MAP, Node
from buttress.sources.terraform.mapping.shape import NO_DEFAULT, Branch, Leaf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from buttress.sources.terraform.mapping.shape import Shape, Steps


def place_of(shape: Shape, node: Node) -> Node | None:
    """Give the node whose place a canonical value has: the first attribute that it comes from, else the map; None where
    nothing can give it.
    """
    always = bool(node.open)
    written: dict[str, Node] = node.value
    for (first, *rest), _ in shape.blocks if isinstance(shape, Branch) else ():
        block = _given(written.get(first))
        if block is not None:
            return _within(block, rest)
    for (first, *rest), defaulted in _sources(shape):
        found = _given(written.get(first))
        if found is not None:
            return found if isinstance(shape, Branch) else _within(found, rest)
        always = always or defaulted
    return node if always else None


def _given(node: Node | None) -> Node | None:
    return node if node is not None and (node.kind == CALL or node.value is not None) else None


def _within(node: Node, steps: Sequence[str]) -> Node:
    """Give the innermost node on the way to an attribute of a block that can be seen without evaluating anything."""
    for step in steps:
        block = node.value[0] if node.kind == LIST and len(node.value) == 1 else node
        inner = _given(block.value.get(step)) if block.kind == MAP else None
        if inner is None:
            break
        node = inner
    return node


def _sources(shape: Shape) -> Iterator[tuple[Steps, bool]]:
    """Give the paths that a shape reads, each with whether it has a value where it is not written."""
    if isinstance(shape, Leaf):
        if shape.constant is not NO_DEFAULT:
            yield ("",), True
        for rule in shape.rules:
            yield rule.source or ("",), rule.default is not NO_DEFAULT and len(rule.source) <= 1
    elif isinstance(shape, Branch):
        for name, member in shape.members.items():
            yield from () if name in shape.quiet else _sources(member)
    else:
        if shape.stands:
            yield ("",), True
        for group in shape.groups:
            yield from [(group.source, False)] if group.source else _sources(group.element)
