"""Functions that an API waits for, and which of them may run longer than it waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.facts.service_defaults import default_of
from buttress.graph.resource import Resource
from buttress.graph.values import NotKnown
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from buttress.graph.apis import Entry
    from buttress.graph.graph import Graph
    from buttress.graph.location import Location
    from buttress.graph.relation import Relation

FUNCTION: Final = "AWS::Lambda::Function"
MILLISECONDS: Final = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """Joins an entry of an API with a function behind it."""

    entry: Entry
    function: object

    @property
    def location(self) -> Location:
        """Give the place of the entry."""
        return self.entry.location

    @property
    def seconds(self) -> float:
        """Give how long the function may run; raises `NotKnown` for one that is declared elsewhere."""
        if not isinstance(self.function, Resource):
            raise NotKnown(f"{self.entry.name} calls a function that is declared elsewhere", self.location)
        return self.function.number("Timeout", default=default_of(FUNCTION, "Timeout"))

    @property
    def overruns(self) -> bool:
        """Say whether the function may still run when the API has stopped waiting."""
        return self.seconds * MILLISECONDS > self.entry.waits

    @property
    def says(self) -> str:
        """Give what happens then, in words."""
        name = getattr(self.function, "logical_id", "the function")
        waits = self.entry.waits / MILLISECONDS
        return f"{name} may run {self.seconds:g} seconds, and callers get an error after {waits:g}"


def calls_of(api: Resource, graph: Graph, entries: Iterable[Entry]) -> Iterator[Call]:
    """Give the functions that an API waits for; raises `NotKnown` at the end where there may be more."""
    doubt: NotKnown | None = None
    for entry in entries:
        try:
            found = () if entry.asynchronous else _behind(api, graph, entry)
        except NotKnown as unknown:
            doubt = doubt or unknown.with_traceback(None)
            continue
        for relation in found:
            yield Call(entry, relation.target)
    if doubt is not None:
        raise doubt


def _behind(api: Resource, graph: Graph, entry: Entry) -> tuple[Relation, ...]:
    """Give the relations to functions at the place of an entry; an end that is not known may be one."""
    return graph.out(
        api, "fronts", where=lambda relation: relation.location == entry.location and _may_be_function(relation)
    )


def _may_be_function(relation: Relation) -> bool:
    target = relation.target
    if target is None:
        return not relation.types or FUNCTION in relation.types
    return target.type == FUNCTION or (target.type == "external" and ":function" in target.id)
