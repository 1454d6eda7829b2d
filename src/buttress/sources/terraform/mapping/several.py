"""Makes a further canonical resource of every block of one name: a route of each `route` within a route table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.node import MAP, Node, mapping
from buttress.graph.values import Unresolved
from buttress.graph.worlds import explore
from buttress.sources.terraform.mapping.building import Builder, walked
from buttress.sources.terraform.mapping.later import later, mapped, members_of, reduced

if TYPE_CHECKING:
    from buttress.graph.worlds import Worlds
    from buttress.sources.terraform.mapping.entry import Kind
    from buttress.sources.terraform.mapping.later import Placed, Step
    from buttress.sources.terraform.mapping.made import Made


def most_blocks(made: Made, kind: Kind, worlds: Worlds) -> int:
    """Give how many blocks there are in the world with the most of them; one of unknown number counts as one."""
    if not _may_have(made, kind):
        return 0
    return max((outcome.result for outcome in explore(worlds, lambda: len(_blocks(made, kind)))), default=0)


def has_block(made: Made, kind: Kind, place: int) -> bool:
    """Say whether there is a block at a place in the current world."""
    return made.exists and place < len(_blocks(made, kind))


def properties_of(made: Made, kind: Kind, place: int, own: dict[str, Node], worlds: Worlds) -> Node:
    """Give the properties of the resource that the block at a place makes; `own` is what `@self` and `@arn` mean."""
    header = own["@self"]

    def make() -> Step:
        blocks = _blocks(made, kind)
        block = blocks[place] if place < len(blocks) else Unresolved("this block is not written here")
        found = block if isinstance(block, Unresolved) else reduced(*block)
        if found is None or isinstance(found, Unresolved) or found[0].kind != MAP:
            reason = found.reason if isinstance(found, Unresolved) else "a block of it is not known"
            node, scope = mapping(own, header, reason), made.instance.scope
        else:
            scope = found[1]
            node = mapping({**found[0].value, **own}, found[0], found[0].open)
        return mapping(Builder(worlds).members(kind.properties, node, scope), node, node.open), mapped(scope)

    return later(make, worlds, header)


def _may_have(made: Made, kind: Kind) -> bool:
    node = made.instance.attributes
    return node.kind != MAP or bool(node.open) or kind.each[0] in node.value


def _blocks(made: Made, kind: Kind) -> list[Placed | Unresolved]:
    if not made.exists:
        return []
    found = walked(made.instance.attributes, made.instance.scope, kind.each)
    return [] if found is None else list(members_of(*found))
