"""The index of relations: both ways, with the loose ends apart."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from buttress.graph.resource import Resource
from buttress.graph.values import ABSENT, Text
from buttress.records import dataclass

if TYPE_CHECKING:
    from buttress.graph.relation import Relation
    from buttress.graph.unread import Unread


@dataclass(slots=True)
class Index:
    """Holds relations by (resource id, kind) both ways, loose ends by kind, and what is unread by the resources given
    to it.
    """

    out: dict[tuple[str, str], list[Relation]] = field(default_factory=dict)
    into: dict[tuple[str, str], list[Relation]] = field(default_factory=dict)
    loose: dict[str, list[Relation]] = field(default_factory=dict)
    sourceless: dict[str, list[Relation]] = field(default_factory=dict)
    unread: dict[str, list[Unread]] = field(default_factory=dict)
    _fitting: dict[tuple[str, str], tuple[int, list[Relation]]] = field(default_factory=dict)
    """By (kind, type): how many loose ends were looked at, and those of them that could be of the type."""

    def add(self, relation: Relation) -> None:
        """Enter a relation under its ends; a loose end under its known end and its kind."""
        if isinstance(relation.source, Resource):
            self.out.setdefault((relation.source.id, relation.kind), []).append(relation)
        if isinstance(relation.target, Resource):
            self.into.setdefault((relation.target.id, relation.kind), []).append(relation)
        if relation.target is None:
            self.loose.setdefault(relation.kind, []).append(relation)
        if relation.source is None:
            self.sourceless.setdefault(relation.kind, []).append(relation)

    def loose_to(self, kind: str, resource_type: str) -> list[Relation]:
        """Give the loose ends of a kind that could be a resource of a type, in the order in which they were read."""
        known = self.loose.get(kind, [])
        seen, found = self._fitting.get((kind, resource_type), (0, []))
        if seen < len(known):
            found += [each for each in known[seen:] if not each.types or resource_type in each.types]
            self._fitting[kind, resource_type] = len(known), found
        return found

    def all(self) -> tuple[Relation, ...]:
        """Give every relation once, in the order in which they were read."""
        found = {id(relation): relation for relations in self.out.values() for relation in relations}
        found.update({id(relation): relation for relations in self.into.values() for relation in relations})
        return tuple(found.values())


def could_be(loose: Relation, resource: Resource) -> bool:
    """Say whether the end that is not resolved could be this resource: by its type, and by the name as far as both are
    known.
    """
    if loose.types and resource.type not in loose.types:
        return False
    value = loose.value
    if not isinstance(value, Text) or value.references:
        return True
    return not _names_differ(value, resource.physical_name())


def _names_differ(value: Text, name: object) -> bool:
    """Say whether the last segment of an ARN or name surely is not the resource's name."""
    tail = value.tail.replace("/", ":").rsplit(":", 1)
    if len(tail) < 2 and not value.tail:  # noqa: PLR2004 - one separator makes two pieces
        return False
    if name is ABSENT:
        # A literal tail after a separator is a chosen name; AWS's generated names end in random characters.
        return len(tail) > 1 and bool(tail[-1])
    if isinstance(name, str):
        return not name.endswith(tail[-1])
    return False
