"""Resources looked up by what they say of themselves, without asking each of them every time.

A scan over all resources of a type for each resource of another makes a review quadratic, and asks whether each
exists, which forks worlds over conditions that have nothing to do with the question. Here each resource is read once;
those that a world decides, or that are not known, are read again at each lookup.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from buttress.graph.values import NotKnown
from buttress.graph.worlds import Fork

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource
    from buttress.graph.worlds import Worlds

    Keys = Callable[[Resource], Iterable[Hashable]]


@dataclass(frozen=True, slots=True)
class Open:
    """Holds a resource whose keys are not settled: those that are told in every world, and why there may be more.

    `found` is None where a world or a default decides what they are.
    """

    resource: Resource
    found: tuple[Hashable, ...] | None = None
    doubt: NotKnown | None = None


@dataclass(slots=True)
class Groups:
    """Holds resources by their keys, and apart from them those whose keys are not settled."""

    settled: dict[Hashable, list[Resource]] = field(default_factory=dict)
    open: list[Open] = field(default_factory=list)


def having(graph: Graph, name: str, types: tuple[str, ...], keys: Keys, wanted: Hashable) -> Iterator[Resource]:
    """Give the resources of some types among whose keys is the wanted one, and that are made in the current world.

    `name` names the question. Raises `NotKnown` at the end where one more could have the key.
    """
    groups = graph.kept(("groups", name), lambda: _grouped(graph, types, keys))
    for resource in groups.settled.get(wanted, ()):
        if resource.exists():
            yield resource
    doubt: NotKnown | None = None
    for each in groups.open:
        resource = each.resource
        try:
            if each.found is not None and wanted not in each.found:
                doubt = doubt or each.doubt
            elif _has(graph, name, resource, keys, wanted) and resource.exists():
                yield resource
        except NotKnown as unknown:
            doubt = doubt or unknown
    if doubt is not None:
        raise doubt


def _has(graph: Graph, name: str, resource: Resource, keys: Keys, wanted: Hashable) -> bool:
    """Say whether a key is among those of a resource; they are read once for all keys that are not among them."""
    worlds = graph.worlds
    outer = worlds.begin()
    absent, doubt = False, None
    with suppress(NotKnown, Fork):
        found, doubt = graph.kept(("keys", name, resource.id), partial(_read, keys, resource))
        absent = wanted not in found
    if not absent:
        worlds.forget(outer)
        return wanted in keys(resource)
    worlds.end(outer)
    if doubt is not None:
        raise doubt.with_traceback(None)
    return False


def _read(keys: Keys, resource: Resource) -> tuple[tuple[Hashable, ...], NotKnown | None]:
    """Give the keys of a resource, and why there may be more."""
    found: list[Hashable] = []
    try:
        found.extend(keys(resource))
    except NotKnown as unknown:
        return tuple(found), unknown
    return tuple(found), None


def _grouped(graph: Graph, types: tuple[str, ...], keys: Keys) -> Groups:
    groups = Groups()
    for kind in types:
        for resource in graph.by_type.get(kind, ()):
            _enter(groups, resource, keys, graph.worlds)
    return groups


def _enter(groups: Groups, resource: Resource, keys: Keys, worlds: Worlds) -> None:
    """Read a resource's keys; what is asked here is forgotten, as a resource that asks stays open: the grouping itself
    holds in every world.
    """
    outer = worlds.begin()
    read: tuple[tuple[Hashable, ...], NotKnown | None] | None = None
    with suppress(Fork):
        read = _read(keys, resource)
    asked, rests_on = worlds.forget(outer)
    if read is None or asked or rests_on:
        groups.open.append(Open(resource))
    elif read[1] is not None:
        groups.open.append(Open(resource, *read))
    else:
        for key in read[0]:
            groups.settled.setdefault(key, []).append(resource)
