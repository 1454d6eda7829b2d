"""An architecture: its resources, their relations, and what could not be read."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, TypeVar

from buttress.graph.index import Index, could_be
from buttress.graph.unread import PROPOSAL
from buttress.graph.values import NOT_DECIDED, NotKnown, Unresolved
from buttress.graph.worlds import Variants
from buttress.records import dataclass

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

    from buttress.graph.location import Location
    from buttress.graph.relation import Relation
    from buttress.graph.resource import Resource
    from buttress.graph.suppression import Suppression
    from buttress.graph.unread import Unread
    from buttress.graph.worlds import Worlds

    Where = Callable[[Relation], object]

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Root:
    """Names one root template (or Terraform root) of a workload: its path, kind (`SAM`, `CloudFormation`) and the files
    read for it.
    """

    path: str
    kind: str
    files: tuple[str, ...]
    resources: int


@dataclass(frozen=True, slots=True)
class Parameter:
    """Names an input of a root that is chosen at each deployment: a parameter of a template, a variable of Terraform.

    `allowed` are the only values that it may have, empty where any is; `default` is empty where there is none;
    `hidden` says that its value is a secret (`NoEcho`).
    """

    name: str
    root: str
    allowed: tuple[str, ...]
    default: str
    location: Location
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """Names a sign in the repository: `kind` is `load test`, `pipeline`, `test`, `version control`…, `tool` what it
    belongs to.
    """

    kind: str
    tool: str
    location: Location


@dataclass(frozen=True, slots=True)
class Problem:
    """Names something that was wrong with the input: what, where, and what to do about it."""

    file: str
    line: int
    column: int
    message: str
    hint: str = ""
    stops: bool = False
    """Whether the file could not be read because of it."""

    def __str__(self) -> str:
        """Give `file:line:column: message`."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.message}" + (f" {self.hint}" if self.hint else "")


@dataclass(slots=True)
class Graph:
    """Holds the resources of one workload by type, indexes their relations both ways, and knows what was not read.

    Lookups speak of the current world. A lookup that finds nothing while a loose end of that kind could be the one
    asked for raises `NotKnown`.
    """

    resources: tuple[Resource, ...]
    worlds: Worlds
    connect: Callable[[Graph], Index]
    today: datetime.date
    roots: tuple[Root, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    unread: tuple[Unread, ...] = ()
    signs: tuple[Sign, ...] = ()
    problems: tuple[Problem, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    links: frozenset[tuple[str, str]] = frozenset()
    """Pairs of roots of which one refers to the other, beside what relations tell."""
    _types: dict[str, list[Resource]] = field(default_factory=dict)
    _index: Index | None = None
    _kept: dict[Hashable, Variants] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Group the resources by type, in order of their ids."""
        self.resources = tuple(sorted(self.resources, key=lambda resource: resource.id))
        for resource in self.resources:
            self._types.setdefault(resource.type, []).append(resource)

    @property
    def index(self) -> Index:
        """Give the index of relations, made at the first lookup."""
        if self._index is None:
            self._index = self.connect(self)
        return self._index

    def use(self, index: Index) -> None:
        """Take an index that is being made, so that what was found already can be looked up."""
        self._index = index

    @property
    def by_type(self) -> Mapping[str, list[Resource]]:
        """Give the declared resources by type, in all worlds."""
        return self._types

    def of_type(self, *types: str) -> Iterator[Resource]:
        """Give the resources of some types that are made in the current world; see `refuse_if_proposed`."""
        for name in types:
            for resource in self._types.get(name, ()):
                if resource.exists():
                    yield resource
        self.refuse_if_proposed()

    @property
    def proposed(self) -> bool:
        """Say whether a proposal is part of it."""
        return any(unread.kind == PROPOSAL for unread in self.unread)

    def refuse_if_proposed(self) -> None:
        """Raise `NotKnown` where a proposal is part of it: what else there will be is not decided yet.

        Whoever has gone through all resources calls this, so that nothing is said by absence of a proposal.
        """
        for unread in self.unread:
            if unread.kind == PROPOSAL:
                raise NotKnown(NOT_DECIDED, unread.location)

    def kept(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """Give what `make` finds of the whole graph, made once for all worlds that answer the same to what it asks.

        `make` depends on the graph alone; `name` is the same for the same question. That it raises `NotKnown` is kept
        as well.
        """
        variants = self._kept.get(name) or self._kept.setdefault(name, Variants())
        return self.worlds.keep(variants, make)

    def out(self, resource: Resource, kind: str, where: Where | None = None) -> tuple[Relation, ...]:
        """Give the relations of a kind that start at a resource; raises `NotKnown` where a loose end could be one."""
        found = self._look(self.index.out.get((resource.id, kind), ()), where)
        if not found:
            self._refuse_if_loose(self.index.sourceless.get(kind, ()), resource, where)
            self.refuse_if_proposed()
        return found

    def into(self, resource: Resource, kind: str, where: Where | None = None) -> tuple[Relation, ...]:
        """Give the relations of a kind that end at a resource; raises `NotKnown` where a loose end could be one."""
        found = self._look(self.index.into.get((resource.id, kind), ()), where)
        if not found:
            self._refuse_if_loose(self.index.loose_to(kind, resource.type), resource, where)
            self._refuse_if_given_to_unread(resource)
            self.refuse_if_proposed()
        return found

    def _refuse_if_loose(self, loose_ends: Iterable[Relation], resource: Resource, where: Where | None) -> None:
        """Raise `NotKnown` for the first loose end that could be this resource.

        A loose end that exists in some worlds counts where the current world leaves room for one of them. It does not
        fork: one more thing that is open would only make an unknown of an unknown.
        """
        for loose in loose_ends:
            if could_be(loose, resource) and self._may_hold(loose) and _passes(loose, where) is not False:
                raise NotKnown(_loose_reason(loose), loose.location)

    def _may_hold(self, relation: Relation) -> bool:
        return not relation.when or any(self.worlds.may_hold(world) for world in relation.when)

    def _look(self, relations: tuple[Relation, ...] | list[Relation], where: Where | None) -> tuple[Relation, ...]:
        found: list[Relation] = []
        doubt: NotKnown | None = None
        for relation in relations:
            if not self._holds(relation):
                continue
            passed = _passes(relation, where)
            if isinstance(passed, NotKnown):
                doubt = doubt or passed
            elif relation.loose and passed:
                doubt = doubt or NotKnown(_loose_reason(relation), relation.location)
            elif passed:
                found.append(relation)
        if doubt is not None and not found:
            raise doubt
        return tuple(found)

    def _holds(self, relation: Relation) -> bool:
        return not relation.when or any(self.worlds.holds(world) for world in relation.when)

    def _refuse_if_given_to_unread(self, resource: Resource) -> None:
        for unread in self.index.unread.get(resource.id, ()):
            raise NotKnown(f"{unread.what} is not read, and {resource.logical_id} is given to it", unread.location)


def _passes(relation: Relation, where: Where | None) -> bool | NotKnown:
    if where is None:
        return True
    try:
        return bool(where(relation))
    except NotKnown as unknown:
        return unknown


def _loose_reason(relation: Relation) -> str:
    if isinstance(relation.value, Unresolved):
        return relation.value.reason
    owner = relation.source or relation.target
    name = getattr(owner, "logical_id", "something")
    return f"{name} {relation.kind.replace('-', ' ')} {relation.value}, which is not known here"
