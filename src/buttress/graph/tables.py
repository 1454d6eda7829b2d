"""Where the data of a DynamoDB table is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.resource import Resource
    from buttress.graph.view import View

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
