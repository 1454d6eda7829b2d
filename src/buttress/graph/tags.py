"""Tags, which some types take as a list of keys and values and others as a map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.node import LIST
from buttress.graph.selection import those
from buttress.graph.values import NotKnown
from buttress.graph.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.location import Location
    from buttress.graph.resource import Resource


def tags_named(graph: Graph, names: frozenset[str]) -> Iterator[tuple[Resource, str, Location]]:
    """Give resource, key and place of each tag whose key, without its signs and in lower case, is one of some names."""
    for resource in graph.resources:
        for key, place in those(_tags(resource), lambda tag: plain(tag[0]) in names):
            if resource.exists():
                yield resource, key, place
    graph.refuse_if_proposed()


def plain(key: str) -> str:
    """Give a key without prefix, signs and capitals: `acme:CostCentre` and `cost-centre` read alike."""
    return "".join(letter for letter in key.rpartition(":")[2].lower() if letter.isalnum())


def _tags(resource: Resource) -> Iterator[tuple[str, Location]]:
    """Give key and place of the tags that are told; what is not known of them is left out."""
    found = resource.find("Tags")
    if not isinstance(found, View):
        return
    try:
        if found.node.kind == LIST:
            yield from ((tag.text("Key"), tag.at()) for tag in found.each())
        else:
            yield from ((key, tag.at()) for key, tag in found.members())
    except NotKnown:
        return
