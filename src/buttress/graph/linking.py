"""Turns what a resource declares into relations between real ends."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, Any

from buttress.graph.arns import name_in
from buttress.graph.index import Index
from buttress.graph.names import NAME_PROPERTIES
from buttress.graph.naming import Names
from buttress.graph.relation import KINDS, Relation
from buttress.graph.resource import External, Resource
from buttress.graph.values import ABSENT, NotKnown, Reference, Text, Unresolved
from buttress.graph.worlds import TooManyWorlds, explore
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.location import Location
    from buttress.graph.view import View
    from buttress.graph.worlds import Assignment, Outcome

    Read = Callable[[Resource, "Linker"], None]

ALIASES = {"AWS::Lambda::Alias": "FunctionName", "AWS::Lambda::Version": "FunctionName"}
"""Types that stand for another resource: a relation to one is a relation to that resource, `via` the alias."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the relations of resources of some types; `kinds` are those it may make, loose where it had to stop.

    `after` readers run when all others have, and may look up in the graph what those found.
    """

    types: tuple[str, ...]
    kinds: tuple[str, ...]
    read: Read
    after: bool = False


def relates(*types: str, kinds: tuple[str, ...], after: bool = False) -> Callable[[Read], Reader]:
    """Declare a reader of relations: a function of a resource and the linker."""
    unheard = set(kinds) - KINDS
    if unheard:
        raise ValueError(f"no such kind of relation: {', '.join(sorted(unheard))}")
    return lambda read: Reader(types, kinds, read, after)


@dataclass(slots=True)
class Linker:
    """Resolves ends and collects the relations of one run of a reader."""

    graph: Graph
    found: list[Relation] = field(default_factory=list)
    reading: Resource | None = None
    _names: Names | None = None

    @property
    def names(self) -> Names:
        """Give the lookup of resources by their names."""
        if self._names is None:
            self._names = self.graph.kept("names", lambda: Names(self.graph))
        return self._names

    def link(  # noqa: PLR0913 - the sentence "kind, from, to, of type, in detail"
        self,
        kind: str,
        source: Resource,
        end: View,
        to: tuple[str, ...] = (),
        detail: str = "",
        *,
        backwards: bool = False,
    ) -> None:
        """Relate a resource to what the end names.

        The end is a reference, an ARN, a name, or a text with holes; `to` are the types that it can be. A name or ARN
        that no resource here has is `External`; what cannot be told becomes a loose end. `backwards` makes the end the
        source.
        """
        self.link_value(kind, source, end.get(), end.at(), to, detail, backwards=backwards)

    def link_value(  # noqa: PLR0913 - see `link`
        self,
        kind: str,
        source: Resource,
        value: Any,  # noqa: ANN401 - any value of the graph
        location: Location,
        to: tuple[str, ...] = (),
        detail: str = "",
        *,
        backwards: bool = False,
    ) -> None:
        """Relate a resource to what a value names, at a given place; see `link`."""
        if value is ABSENT or (isinstance(value, str) and not value):
            return
        target, via = self.resolve(value, to)
        if backwards:
            relation = Relation(kind, target, source, location, detail, via=via)
        else:
            relation = Relation(kind, source, target, location, detail, via=via)
        self.found.append(replace(relation, value=value, types=to) if target is None else relation)

    def join(
        self, kind: str, source: Resource | External, target: Resource | External, location: Location, detail: str = ""
    ) -> None:
        """Relate two known ends."""
        self.found.append(Relation(kind, source, target, location, detail))

    def loose(self, kind: str, source: Resource, reason: str, location: Location, to: tuple[str, ...] = ()) -> None:
        """Note that a relation of a kind may exist whose other end cannot be told."""
        self.found.append(Relation(kind, source, None, location, value=Unresolved(reason, location), types=to))

    def resolve(self, value: Any, to: tuple[str, ...] = ()) -> tuple[Resource | External | None, Resource | None]:  # noqa: ANN401
        """Find what a value names: a resource here (and the alias it goes through), something external, or None."""
        if isinstance(value, Reference):
            return self._referred(value.resource, to)
        if isinstance(value, str):
            return self._by_name(value, to), None
        if isinstance(value, Text):
            return self._by_text(value, to)
        return None, None

    def _referred(self, resource: Resource, to: tuple[str, ...]) -> tuple[Resource | External | None, Resource | None]:
        path = ALIASES.get(resource.type)
        if path is not None and resource.type not in to:
            target, _ = self.resolve(resource.get(path), (*to, "AWS::Lambda::Function"))
            return target, resource
        if to and resource.type not in to and _opaque(resource):
            return None, None
        return resource, None

    def _by_text(self, value: Text, to: tuple[str, ...]) -> tuple[Resource | External | None, Resource | None]:
        wanted = [part.resource for part in value.references if not to or part.resource.type in (*to, *ALIASES)]
        if len({resource.id for resource in wanted}) == 1:
            return self._referred(wanted[0], to)
        if len(wanted) > 1 and to:
            exact = {resource.id: resource for resource in wanted if resource.type in to}
            if len(exact) == 1:
                return next(iter(exact.values())), None
        last = name_in(value)
        if isinstance(last, str) and last:
            return self._by_name(last, to), None
        if value.holes and all(hole.kind == "import" for hole in value.holes) and len(value.parts) == 1:
            return External(value.holes[0].name), None
        return self._named(last, to), None

    def _by_name(self, name: str, to: tuple[str, ...]) -> Resource | External | None:
        named = name_in(name) if name.startswith("arn:") else name
        short = named if isinstance(named, str) else name
        found = self._named(short, to)
        if found is not None:
            return found
        if any(self.names.doubted(short, kind, NAME_PROPERTIES[kind]) for kind in to if kind in NAME_PROPERTIES):
            return None
        return External(name)

    def _named(self, name: str | Text, to: tuple[str, ...]) -> Resource | None:
        for kind in to:
            path = NAME_PROPERTIES.get(kind)
            found = self.names.find(name, kind, path, self.reading) if path else None
            if found is not None:
                return found
        return None


def _opaque(resource: Resource) -> bool:
    kind = resource.type
    return kind == "AWS::CloudFormation::Stack" or kind.startswith(("Custom::", "AWS::CloudFormation::CustomResource"))


def connector(readers: Iterable[Reader], told: Iterable[Relation] = ()) -> Callable[[Graph], Index]:
    """Make the function that reads all relations of a graph with the given readers; `told` are those that a source
    has found itself, because no property says them.
    """
    table: dict[str, list[Reader]] = {}
    for reader in readers:
        for kind in reader.types:
            table.setdefault(kind, []).append(reader)

    def connect(graph: Graph) -> Index:
        index, linker = Index(), Linker(graph)
        graph.use(index)
        for relation in told:
            index.add(relation)
        for reader, resource in _in_order(graph, table):
            for relation in _relations(graph, linker, reader, resource):
                index.add(relation)
        _note_unread(graph, index)
        return index

    return connect


def _note_unread(graph: Graph, index: Index) -> None:
    """Enter what is not read under the resources that are given to it."""
    for unread in graph.unread:
        for mentioned in unread.mentions:
            index.unread.setdefault(mentioned, []).append(unread)


def _in_order(graph: Graph, table: dict[str, list[Reader]]) -> Iterator[tuple[Reader, Resource]]:
    """Pair readers with their resources, those that look up what others found at the end."""
    pairs = [(reader, resource) for resource in graph.resources for reader in table.get(resource.type, ())]
    yield from (pair for pair in pairs if not pair[0].after)
    yield from (pair for pair in pairs if pair[0].after)


def _relations(graph: Graph, linker: Linker, reader: Reader, resource: Resource) -> Iterable[Relation]:
    """Run a reader in every world that it depends on, and note with each relation the worlds in which it exists."""

    def run() -> list[Relation]:
        linker.found, linker.reading = [], resource
        try:
            if resource.exists():
                reader.read(resource, linker)
        except NotKnown as unknown:
            for kind in reader.kinds:
                linker.loose(kind, resource, unknown.reason, unknown.location or resource.location)
        return linker.found

    try:
        outcomes = explore(graph.worlds, run)
    except TooManyWorlds as unknown:
        return [
            Relation(kind, resource, None, resource.location, value=Unresolved(unknown.reason)) for kind in reader.kinds
        ]
    return outcomes[0].result if len(outcomes) == 1 else _merged(outcomes)


def _merged(outcomes: tuple[Outcome[list[Relation]], ...]) -> list[Relation]:
    """Join what the worlds found, each relation with the worlds in which it exists; with none where it is in all."""
    worlds: dict[tuple[object, ...], tuple[Relation, dict[Assignment, None]]] = {}
    for outcome in outcomes:
        for relation in outcome.result:
            worlds.setdefault(relation.identity, (relation, {}))[1][outcome.world] = None
    return [
        relation if len(when) == len(outcomes) else replace(relation, when=tuple(when))
        for relation, when in worlds.values()
    ]
