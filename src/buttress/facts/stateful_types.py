"""The resource types that hold data which cannot be made again."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from buttress.facts.table import FOLDER, Row, index, read_table
from buttress.records import dataclass

_COLUMNS: Final = ("type", "holds", "snapshot")


@dataclass(frozen=True, slots=True)
class StatefulType:
    """A resource type whose deletion takes data with it."""

    type: str
    holds: str
    """What would be lost, in the plural: `items`, `files`, `user accounts`."""
    snapshot: bool
    """Whether CloudFormation can take a snapshot of it before it deletes it (`DeletionPolicy: Snapshot`)."""
    source: str
    as_of: date


def stateful_type(resource_type: str) -> StatefulType | None:
    """Give what a resource type holds, or None when it holds nothing that could not be made again."""
    return _types().get(resource_type)


def stateful_types() -> tuple[StatefulType, ...]:
    """Give every type that holds data, by name."""
    return tuple(_types().values())


def read_types(path: Path) -> Mapping[str, StatefulType]:
    """Read a table of stateful types by their name; raises FactsError when a row is malformed."""
    return index(read_table(path, _COLUMNS), lambda row: row.text("type"), _type)


@cache
def _types() -> Mapping[str, StatefulType]:
    return read_types(FOLDER / "stateful_types.tsv")


def _type(row: Row) -> StatefulType:
    return StatefulType(
        type=row.text("type"),
        holds=row.text("holds"),
        snapshot=row.one_of("snapshot", ("yes", "no")) == "yes",
        source=row.source,
        as_of=row.as_of,
    )
