"""Which roots import what another root exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.node import CALL, LIST, MAP, Node
from buttress.graph.worlds import TooManyWorlds, explore
from buttress.sources.cloudformation.scope import TemplateScope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.sources.cloudformation.stacks import Stacks


def imports_between(stacks: Stacks) -> set[tuple[str, str]]:
    """Give pairs of an importing and an exporting root, whatever property the import stands in."""
    if len(stacks.roots) < 2 or not stacks.review.exports:  # noqa: PLR2004 - it takes two
        return set()
    found: set[tuple[str, str]] = set()
    for resource in stacks.resources:
        for node in _imports(resource.node):
            found |= {(resource.root, root) for root in _roots_of(node, resource.scope, stacks)}
    return {(importing, exporting) for importing, exporting in found if importing != exporting}


def _roots_of(node: Node, scope: object, stacks: Stacks) -> set[str]:
    if not isinstance(scope, TemplateScope):
        return set()
    try:
        outcomes = explore(stacks.review.worlds, lambda: scope.evaluate(node))
    except TooManyWorlds:
        return set()
    owners = {step.result[1] for step in outcomes if step.result is not None}
    return {owner.id.partition("#")[0] for owner in owners if isinstance(owner, TemplateScope)}


def _imports(node: Node) -> Iterator[Node]:
    if node.kind == CALL:
        name, argument = node.value
        if name == "Fn::ImportValue":
            yield node
        else:
            yield from _imports(argument)
    elif node.kind in (LIST, MAP):
        for member in node.value.values() if isinstance(node.value, dict) else node.value:
            yield from _imports(member)
