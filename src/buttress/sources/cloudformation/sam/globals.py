"""The Globals section, merged into the resources that it speaks of.

Source: "Globals section of the AWS SAM template": maps merge, lists are added together,
anything else of the resource wins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import LIST, MAP, Node
from buttress.sources.cloudformation.sam.shape import items, literal, member, members

if TYPE_CHECKING:
    from collections.abc import Mapping

REPLACED: Final = frozenset({"Function.Architectures", "CapacityProvider.InstanceRequirements.Architectures"})
"""Lists that a resource replaces instead of adding to."""
PRUNED: Final = frozenset({"CapacityProvider.ManagedResourceTags"})
"""Maps of which only the members that the resource has too are merged."""


def with_globals(short_type: str, resource: Node, sections: Mapping[str, Node]) -> dict[str, Node]:
    """Give a resource's properties, merged with those that Globals has for its type."""
    own = members(member(resource, "Properties"))
    ignored = member(resource, "IgnoreGlobals")
    if literal(ignored) == "*":
        return dict(own)
    left_out = {literal(item) for item in items(ignored)}
    common = {name: node for name, node in members(sections.get(short_type)).items() if name not in left_out}
    return _merged_members(common, own, short_type)


def _merged_members(common: Mapping[str, Node], own: Mapping[str, Node], path: str) -> dict[str, Node]:
    merged = dict(common) if path not in PRUNED or not own else {}
    for name, node in own.items():
        merged[name] = _merged(common[name], node, f"{path}.{name}") if name in common else node
    return merged


def _merged(common: Node, own: Node, path: str) -> Node:
    if path in REPLACED or common.kind != own.kind or own.kind not in (MAP, LIST):
        return own
    where = (own.file, own.line, own.column, own.end_line, own.open or common.open)
    if own.kind == LIST:
        return Node(LIST, [*items(common), *items(own)], *where)
    return Node(MAP, _merged_members(members(common), members(own), path), *where)
