"""Where a canonical value stands in Terraform's text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.node import CALL, Node
from buttress.sources.terraform.mapping.shape import NO_DEFAULT, Branch, Leaf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.sources.terraform.mapping.shape import Shape


def place_of(shape: Shape, node: Node) -> Node | None:
    """Give the node whose place a canonical value has: the first attribute that it comes from, else the map; None where
    nothing can give it.
    """
    always = bool(node.open)
    written: dict[str, Node] = node.value
    for step, defaulted in _sources(shape):
        found = written.get(step)
        if found is not None and (found.kind == CALL or found.value is not None):
            return found
        always = always or defaulted
    return node if always else None


def _sources(shape: Shape) -> Iterator[tuple[str, bool]]:
    """Give the attributes that a shape reads, each with whether it has a value where it is not written."""
    if isinstance(shape, Leaf):
        if shape.constant is not NO_DEFAULT:
            yield "", True
        for rule in shape.rules:
            yield (rule.source[0] if rule.source else ""), rule.default is not NO_DEFAULT and len(rule.source) <= 1
    elif isinstance(shape, Branch):
        for name, member in shape.members.items():
            yield from () if name in shape.quiet else _sources(member)
    else:
        if shape.stands:
            yield "", True
        for group in shape.groups:
            yield from [(group.source[0], False)] if group.source else _sources(group.element)
