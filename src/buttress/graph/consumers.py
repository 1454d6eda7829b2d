"""What takes messages and records from queues and streams, and what a rule or schedule starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.resource import Resource
from buttress.graph.values import NotKnown
from buttress.records import dataclass

if TYPE_CHECKING:
    from buttress.graph.graph import Graph
    from buttress.graph.relation import Relation
    from buttress.graph.resource import External

FUNCTION: Final = "AWS::Lambda::Function"
MAPPING: Final = "AWS::Lambda::EventSourceMapping"


@dataclass(frozen=True, slots=True, eq=False)
class Consumer:
    """Pairs a function with the mapping that takes messages for it."""

    function: Resource | External
    mapping: Resource

    @property
    def declared(self) -> Resource:
        """Give the function; raises `NotKnown` where it is declared elsewhere."""
        if isinstance(self.function, Resource):
            return self.function
        raise NotKnown(f"the function {self.function.id} is declared elsewhere", self.mapping.at("FunctionName"))


def pollers(source: Resource, graph: Graph) -> tuple[Relation, ...]:
    """Give what AWS polls a queue or stream for: functions (by way of their mapping), pipes, delivery streams."""
    return graph.out(source, "triggers", lambda relation: relation.detail == "poll")


def functions_that_take(source: Resource, graph: Graph) -> tuple[Consumer, ...]:
    """Give the functions that take messages from a queue or stream through an event source mapping."""
    return tuple(
        Consumer(relation.target, relation.via)
        for relation in pollers(source, graph)
        if relation.via is not None and relation.via.type == MAPPING and relation.target is not None
    )


def functions_started(starter: Resource, graph: Graph) -> tuple[Relation, ...]:
    """Give the relations from a rule or schedule to the functions that it starts."""
    return graph.out(starter, "triggers", _may_start_function)


def _may_start_function(relation: Relation) -> bool:
    """Say whether a relation leads to a function; one whose end is not known does where the end could be a function."""
    if relation.target is None:
        return not relation.types or FUNCTION in relation.types
    return relation.target.type == FUNCTION or ":function:" in getattr(relation.target, "id", "")


__all__ = ["Consumer", "functions_started", "functions_that_take", "pollers"]
