"""Where a canonical value stands: the attribute or block of Terraform that people change to change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.node import CALL, LIST, MAP, Node
from buttress.sources.terraform.mapping.shape import NO_DEFAULT, Branch, Leaf, Listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.sources.terraform.mapping.shape import Rule, Shape, Steps


def place_of(shape: Shape, node: Node) -> Node | None:
    """Give the node whose place a canonical value has; None where nothing can give it one.

    A value stands where its attribute does; a map or list where the one block does that all of it comes from, else
    where the whole does: `DistributionConfig` has no block of its own. `node` is a reduced map of Terraform's names.
    """
    always = bool(node.open)
    for source, defaulted in _sources(shape):
        if source and _stands(node.value.get(source[0])):
            return _along(node, source if isinstance(shape, Leaf) else _shared(shape, source))
        always = always or defaulted
    return node if always else None


def _stands(node: Node | None) -> bool:
    return node is not None and (node.kind == CALL or node.value is not None)


def _along(node: Node, source: Steps) -> Node:
    """Give the innermost node on a path that is written out; of the blocks of one name the first counts."""
    here = node
    for step in source:
        block = here.value[0] if here.kind == LIST and here.value else here
        child = block.value.get(step) if block.kind == MAP else None
        if child is None or not _stands(child):
            break
        here = child
    return here


def _shared(shape: Branch | Listed, found: Steps) -> Steps:
    """Give the steps to the blocks that a list is made of, or to the one block or attribute that all comes from."""
    if isinstance(shape, Listed) and any(group.source == found for group in shape.groups):
        return found[:1]
    others = {source for source, _ in _sources(shape) if source != found}
    if not others:
        return found
    alike = 0
    while alike < len(found) - 1 and all(other[: alike + 1] == found[: alike + 1] for other in others):
        alike += 1
    return found[:alike]


def _sources(shape: Shape) -> Iterator[tuple[Steps, bool]]:
    """Give the paths that a shape reads, each with whether it has a value where nothing at all is written."""
    if isinstance(shape, Leaf):
        if shape.constant is not NO_DEFAULT:
            yield (), True
        for rule in shape.rules:
            yield rule.source, _fills(rule)
    elif isinstance(shape, Branch):
        for name, member in shape.members.items():
            yield from () if name in shape.quiet else _sources(member)
    else:
        if shape.stands:
            yield (), True
        for group in shape.groups:
            yield from [(group.source, False)] if group.source else _sources(group.element)


def _fills(rule: Rule) -> bool:
    return rule.default is not NO_DEFAULT and len(rule.source) <= 1
