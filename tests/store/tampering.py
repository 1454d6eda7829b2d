"""Ways to change a store past its triggers, as somebody with the rights of its owner could."""

from __future__ import annotations

import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import LargeBinary, bindparam, event, text

from buttress.store.address import address_of
from buttress.store.engine import database_at
from buttress.store.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.engine import Connection

UNGUARDED = {
    "sqlite": (
        *(f"DROP TRIGGER {table.name}_{what}" for table in TABLES for what in ("update", "delete")),
        "PRAGMA ignore_check_constraints = ON",
    ),
    "postgresql": ("SET session_replication_role = replica",),
}
"""What lets rows be changed: triggers off, and on PostgreSQL foreign keys with them."""

UNBOUND: Final[dict[str, Callable[[Any, object], object]]] = {
    "sqlite": lambda connection, _: connection.execute("PRAGMA foreign_keys = OFF"),
    "postgresql": lambda _, __: None,
}
"""What switches foreign keys off before a transaction begins: SQLite does it only there."""


@contextmanager
def unguarded(where: str) -> Iterator[Connection]:
    """Give a connection on which nothing is refused."""
    database = database_at(address_of(where))
    name = database.engine.dialect.name
    event.listen(database.engine, "connect", UNBOUND[name])
    with database.engine.connect() as connection:
        for statement in UNGUARDED[name]:
            connection.execute(text(statement))
        yield connection
        connection.commit()
    database.engine.dispose()


def rewrite(connection: Connection, place: tuple[str, str, str], old: bytes, new: bytes) -> None:
    """Replace a piece of a document at a place (table, column, condition), and pack it again."""
    table, column, such = place
    packed = connection.execute(text(f"SELECT {column} FROM {table} WHERE {such}")).scalar_one()
    content = zlib.decompress(packed)
    assert old in content
    change = text(f"UPDATE {table} SET {column} = :packed WHERE {such}")
    connection.execute(
        change.bindparams(bindparam("packed", zlib.compress(content.replace(old, new)), type_=LargeBinary))
    )
