"""Finds resources by the names that their templates choose, in whichever worlds they choose them."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from buttress.graph.values import NotKnown, Text
from buttress.graph.worlds import explore
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

    Key = str | tuple[Any, ...]


@dataclass(slots=True)
class Known:
    """Holds the resources of a type by each name that one of their worlds gives, and those whose name has holes that
    no resource here fills.
    """

    exact: dict[Key, list[Resource]] = field(default_factory=dict)
    open: list[tuple[Resource, Any]] = field(default_factory=list)


@dataclass(slots=True)
class Names:
    """Looks resources up by a property that names them; each type is read once, in all worlds of its names."""

    graph: Graph
    _known: dict[tuple[str, str], Known] = field(default_factory=dict)

    def find(self, value: str | Text, kind: str, path: str, near: Resource | None) -> Resource | None:
        """Find the resource whose name surely is the value in the current world.

        A text with holes is compared within the root template of `near` only: holes of two roots are not the same
        values.
        """
        candidates = self._of(kind, path).exact.get(_key(value), ())
        mine = [each for each in candidates if near is None or each.root == near.root]
        others = [each for each in candidates if each not in mine] if isinstance(value, str) else []
        for resource in (*mine, *others):
            if _equal(resource.get(path), value) and resource.exists():
                return resource
        return None

    def doubted(self, value: object, kind: str, path: str) -> bool:
        """Say whether a resource of the type may have this name, as far as its name is known.

        A name that AWS generates ends in random characters, so it is not one that ends in a literal.
        """
        generated = isinstance(value, Text) and bool(value.references)
        return any(
            not name.contradicts(value) if isinstance(value, str) else _equal(name, value) is None
            for _, name in self._of(kind, path).open
            if not (generated and name.tail)
        )

    def _of(self, kind: str, path: str) -> Known:
        known = self._known.get((kind, path))
        if known is None:
            known = self._known.setdefault((kind, path), Known())
            for resource in self.graph.by_type.get(kind, ()):
                for name in self._names(resource, path):
                    _enter(known, resource, name)
        return known

    def _names(self, resource: Resource, path: str) -> Iterable[Any]:
        try:
            return [outcome.result for outcome in explore(self.graph.worlds, lambda: resource.get(path))]
        except NotKnown:
            return []


def _enter(known: Known, resource: Resource, name: object) -> None:
    if isinstance(name, str | Text):
        entered = known.exact.setdefault(_key(name), [])
        if resource not in entered:
            entered.append(resource)
        if isinstance(name, Text) and not name.references:
            known.open.append((resource, name))


def _key(value: str | Text) -> Key:
    return value if isinstance(value, str) else tuple(str(part) for part in value.parts)


def _equal(name: object, value: object) -> bool | None:
    """Say whether two names are equal, None where that is not known."""
    try:
        return bool(name == value)
    except NotKnown:
        return None
