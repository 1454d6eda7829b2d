"""The version of a database's schema: told at each opening, brought up to date where it is an earlier one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import column, func, inspect, select, table

from buttress.application.store import StoreError
from buttress.store.failures import OTHER_PLACE
from buttress.store.tables import METADATA

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from buttress.store.engine import Database

VERSION_TABLE: Final = "buttress_version"
REVISIONS: Final = ("0001", "0002")
"""The revisions in `migrations/versions`, oldest first: Alembic is imported only where there is something to do."""

LOCK: Final = 0x6275747472657373
"""The advisory lock of PostgreSQL under which a schema is changed: `buttress` in ASCII."""


def bring_up_to_date(database: Database) -> None:
    """Make or change the schema where it is not the newest, in one transaction; raises `StoreError`.

    Processes that open at the same moment wait for each other, and only the first finds something to do.
    """
    with database.reading() as connection:
        if _revision(connection) == REVISIONS[-1]:
            return
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
        held = _revision(connection)
        _refuse_strangers(connection, held, database.address.shown)
        if held != REVISIONS[-1]:
            upgrade(connection, REVISIONS[-1])


def upgrade(connection: Connection, revision: str) -> None:
    """Bring the schema to a revision, inside the transaction of the connection."""
    from alembic import command  # noqa: PLC0415 - it is slow to import, and a store that is up to date does without
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _revision(connection: Connection) -> str | None:
    """Give the revision of a database, None where it has none."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    version = table(VERSION_TABLE, column("version_num"))
    return connection.scalar(select(version.c.version_num))


def _refuse_strangers(connection: Connection, held: str | None, shown: str) -> None:
    """Refuse a database of a later Buttress, and one of another program."""
    if held is not None and held not in REVISIONS:
        raise StoreError(
            f"The store {shown} was written by a newer Buttress: its schema is {held}, this version knows up to "
            f"{REVISIONS[-1]}. Update Buttress. {OTHER_PLACE} if you cannot."
        )
    if held is None:
        there = set(inspect(connection).get_table_names())
        ours = there if connection.dialect.name == "sqlite" else there & set(METADATA.tables)
        if ours:
            raise StoreError(
                f"The store {shown} belongs to another program: it has tables that are not ours, such as "
                f"{min(ours)}. {OTHER_PLACE}."
            )
