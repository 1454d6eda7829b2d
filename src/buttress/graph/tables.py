"""The tables of DynamoDB: where their data is, and what scales them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.resource import Resource
from buttress.graph.values import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.relation import Relation
    from buttress.graph.view import View

POLICY: Final = "AWS::ApplicationAutoScaling::ScalingPolicy"
GLOBAL_TABLE: Final = "AWS::DynamoDB::GlobalTable"


def replicas_of(table: Resource) -> Iterator[View]:
    """Give the replicas of a global table, each of which has its own settings; of a plain table, the table itself.

    Raises `NotKnown` at the end of a list that is not wholly told.
    """
    if table.type == GLOBAL_TABLE:
        yield from table.each("Replicas")
    else:
        yield table


def replica_path(table: Resource, path: str) -> str:
    """Give the path of a replica's setting as the defaults of AWS name it."""
    return f"Replicas.{path}" if table.type == GLOBAL_TABLE else path


def scalings_of(table: Resource, graph: Graph, dimension: str) -> tuple[Relation, ...]:
    """Give the `scales` relations of what scales one dimension of a table, such as its writes.

    That is a policy, or a scalable target with a schedule: a target alone sets limits and scales nothing. What scales
    an index has a dimension of its own.
    """
    return graph.into(table, "scales", where=lambda relation: _scales(relation.source, dimension))


def _scales(source: object, dimension: str) -> bool:
    return isinstance(source, Resource) and _changes(source, dimension)


def _changes(source: Resource, dimension: str) -> bool:
    if source.type != POLICY:
        return bool(source.get("ScalableDimension") == dimension) and source.present("ScheduledActions")
    target = source.get("ScalingTargetId")
    declared = target.resource if isinstance(target, Reference) else source
    return bool(declared.get("ScalableDimension") == dimension)
