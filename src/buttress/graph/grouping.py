"""Resources looked up by what they say of themselves, without asking each of them every time.

A scan over all resources of a type for each resource of another makes a review quadratic, and asks whether each
exists, which forks worlds over conditions that have nothing to do with the question. Here each resource is read once;
those that a world decides, or that are not known, are read again at each lookup.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from buttress.graph.values import NotKnown
from buttress.graph.worlds import Fork, Variants
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource
    from buttress.graph.worlds import Worlds

    Keys = Callable[[Resource], Iterable[Hashable]]


@dataclass(frozen=True, slots=True)
class Open:
    """Holds a resource whose keys are not settled.

    `kept` is what they were found to be, world by world: the keys, and why there may be more.
    """

    resource: Resource
    kept: Variants = field(default_factory=Variants)


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
    yield from _among(groups.open, keys, wanted, graph.worlds)
    graph.refuse_if_proposed()


def _among(resources: Iterable[Open], keys: Keys, wanted: Hashable, worlds: Worlds) -> Iterator[Resource]:
    """Give those of the resources whose keys are not settled that surely have the wanted one.

    A resource whose keys are not known raises no doubt in a world that does not make it.
    """
    doubt: NotKnown | None = None
    for each in resources:
        kept = worlds.match(each.kept)
        try:
            if kept is not None and wanted not in kept[0][0]:
                worlds.note(kept)
                if doubt is None and kept[0][1] is not None and _may_exist(each.resource):
                    doubt = kept[0][1]
                continue
            if kept is None:
                _keep(each, keys, worlds)
            if wanted in keys(each.resource) and each.resource.exists():
                yield each.resource
        except NotKnown as unknown:
            doubt = doubt or (unknown.with_traceback(None) if _may_exist(each.resource) else None)
    if doubt is not None:
        raise doubt.with_traceback(None)


def _may_exist(resource: Resource) -> bool:
    """Say whether the current world makes a resource, or is not known not to."""
    try:
        return resource.exists()
    except NotKnown:
        return True


def _keep(each: Open, keys: Keys, worlds: Worlds) -> None:
    """Keep what the keys of a resource are in this world, for the lookups of keys that are not among them."""
    outer = worlds.begin()
    try:
        read = _read(keys, each.resource)
    except Fork:
        worlds.forget(outer)
    else:
        each.kept.add((read, *worlds.forget(outer)))


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
    try:
        read = _read(keys, resource)
    except Fork:
        worlds.forget(outer)
        groups.open.append(Open(resource))
        return
    noted = worlds.forget(outer)
    if any(noted) or read[1] is not None:
        unsettled = Open(resource)
        unsettled.kept.add((read, *noted))
        groups.open.append(unsettled)
        return
    for key in read[0]:
        groups.settled.setdefault(key, []).append(resource)
