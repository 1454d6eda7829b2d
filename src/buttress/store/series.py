"""Series of revisions: an append-only table with a row for each revision of something in a workload."""

from __future__ import annotations

from dataclasses import fields, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Generic, Protocol, TypeVar

from sqlalchemy import func, insert, select, tuple_

from buttress.answers.answer import Answer
from buttress.application.store import ConflictError
from buttress.application.workload import Participant, Remark
from buttress.plan.action import Action
from buttress.store import tables
from buttress.store.tables import in_utc

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy import Select, Table
    from sqlalchemy.engine import Connection, RowMapping

    Key = str | int


class Revised(Protocol):
    """Is something that carries its time and its revision."""

    @property
    def at(self) -> datetime.datetime:
        """Give when it was said."""
        ...

    @property
    def revision(self) -> int:
        """Give the revision, 0 before it is kept."""
        ...


Item = TypeVar("Item", bound=Revised)


class Series(Generic[Item]):
    """Names the table of something that is revised, the column that tells one from another, and how a row is read.

    The columns, apart from the workload's, are the fields of the dataclass.
    """

    __slots__ = ("key", "kind", "make", "table", "what")

    def __init__(self, kind: type[Item], table: Table, key: str, make: Callable[[dict[str, Any]], Item]) -> None:
        self.kind = kind
        self.table = table
        self.key = key
        self.make = make
        self.what = table.name


def _action(row: dict[str, Any]) -> Action:
    findings = tuple((check, resource) for check, resource in row["findings"])
    return Action(**{**row, "practices": tuple(row["practices"]), "findings": findings})


ANSWERS: Final = Series(Answer, tables.answer, "practice", lambda row: Answer(**row))
ACTIONS: Final = Series(Action, tables.action, "id", _action)
REMARKS: Final = Series(Remark, tables.remark, "number", lambda row: Remark(**row))
PARTICIPANTS: Final = Series(
    Participant, tables.participant, "name", lambda row: Participant(**{**row, "roles": tuple(row["roles"])})
)


def newest(connection: Connection, series: Series[Item], workload: int) -> tuple[Item, ...]:
    """Give the newest revision of each, by key."""
    found = _read(series, connection, _newest(series.table, series.key, workload))
    return tuple(sorted(found, key=attrgetter(series.key)))  # a database may sort by the rules of some language


def of_key(connection: Connection, series: Series[Item], workload: int, key: Key) -> tuple[Item, ...]:
    """Give all revisions of one, oldest first."""
    table = series.table
    wanted = select(table).where(table.c.workload_id == workload, table.c[series.key] == key)
    return _read(series, connection, wanted.order_by(table.c.revision))


def every(connection: Connection, series: Series[Item], workload: int) -> tuple[Item, ...]:
    """Give all revisions of all."""
    return _read(series, connection, select(series.table).where(series.table.c.workload_id == workload))


def add(connection: Connection, series: Series[Item], workload: int, items: Sequence[Item]) -> tuple[Item, ...]:
    """Add revisions; raises `ConflictError` for the first that does not replace what is held."""
    held = _held(connection, series, workload, {getattr(item, series.key) for item in items})
    added: list[Item] = []
    for item in items:
        key = getattr(item, series.key)
        if item.revision != _revision(held.get(key)):
            raise _conflict(series, key, item, held.get(key))
        held[key] = _next(item)
        added.append(held[key])
    if added:
        connection.execute(insert(series.table), [{"workload_id": workload, **_row(item)} for item in added])
    return tuple(added)


def _conflict(series: Series[Item], key: Key, mine: Item, theirs: Item | None) -> ConflictError:
    by = getattr(theirs, "by", "") or "somebody"
    said = f"holds revision {theirs.revision} by {by}" if theirs is not None else "holds none"
    return ConflictError(
        f"The {series.what} {key} was to replace revision {mine.revision}; the store {said}. "
        "Look at what is there, and decide again.",
        theirs,
    )


def _newest(table: Table, key: str, workload: int) -> Select[Any]:
    """Look each key's greatest revision up in the primary key, within the rows of the workload."""
    other = table.alias()
    greatest = (
        select(func.max(other.c.revision))
        .where(other.c.workload_id == table.c.workload_id, other.c[key] == table.c[key])
        .scalar_subquery()
    )
    return select(table).where(table.c.workload_id == workload, table.c.revision == greatest)


def _held(connection: Connection, series: Series[Item], workload: int, keys: Iterable[Key]) -> dict[Key, Item]:
    table = series.table
    wanted = _newest(table, series.key, workload).where(tuple_(table.c[series.key]).in_([(key,) for key in keys]))
    return {getattr(item, series.key): item for item in _read(series, connection, wanted)}


def _read(series: Series[Item], connection: Connection, wanted: Select[Any]) -> tuple[Item, ...]:
    return tuple(series.make(_fields(row)) for row in connection.execute(wanted).mappings().all())


def _fields(row: RowMapping) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "workload_id"}


def _row(item: object) -> dict[str, Any]:
    return {field.name: getattr(item, field.name) for field in fields(item)}  # type: ignore[arg-type] # all are


def _next(item: Item) -> Item:
    return replace(item, at=in_utc(item.at), revision=item.revision + 1)  # type: ignore[type-var] # all are dataclasses


def _revision(item: Revised | None) -> int:
    return 0 if item is None else item.revision
