"""Connections to a database, set up so that what was committed stays, and transactions over them."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from buttress.application.store import StoreError
from buttress.store.failures import BUSY, failure_of, no_connection_left, refusal_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection, Engine

    from buttress.store.address import Address

PRIVATE: Final = 0o600
FOLDER: Final = 0o700

# FULL syncs the log at every commit: what was acknowledged outlives a power cut (https://www.sqlite.org/pragma.html).
# Without recursive_triggers, INSERT OR REPLACE would take a row away past the triggers that refuse it.
PRAGMAS: Final = ("synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON")


@dataclass(frozen=True, slots=True)
class Database:
    """Holds the connections to one store; every transaction ends in a commit or leaves nothing behind."""

    engine: Engine
    address: Address

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection to read with."""
        with translated(self.address), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def examining(self) -> Iterator[Connection]:
        """Give a connection to read what may have been tampered with: a value of the wrong kind is an error of the
        store, not of ours.
        """
        try:
            with self.reading() as connection:
                yield connection
        except (KeyError, TypeError, ValueError) as error:
            raise StoreError(f"Something there is not of its kind: {error}.") from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes are kept together, or not at all.

        SQLite lets one process write at a time, and this one waits for its turn here: a transaction that began by
        reading could not wait later.
        """
        with translated(self.address), self.engine.execution_options(writes=True).begin() as connection:
            yield connection


@contextmanager
def translated(address: Address) -> Iterator[None]:
    """Turn the database's own errors into `StoreError`."""
    try:
        yield
    except DBAPIError as error:
        raise failure_of(error.orig or error, address) from error
    except NoConnectionLeft as error:
        raise no_connection_left(address) from error
    except sqlite3.Error as error:  # while a connection is set up, before SQLAlchemy has it
        raise failure_of(error, address) from error


def database_at(address: Address) -> Database:
    """Set connections up; the file of SQLite is made where it is missing, for its owner alone. Raises `StoreError`."""
    if address.path is None:
        return Database(_postgresql(address), address)
    try:
        address.path.parent.mkdir(mode=FOLDER, parents=True, exist_ok=True)
        os.close(os.open(address.path, os.O_RDWR | os.O_CREAT, PRIVATE))
    except OSError as error:
        raise refusal_of(error, address) from error
    return Database(_sqlite(address), address)


def _postgresql(address: Address) -> Engine:
    try:
        return create_engine(
            address.url, hide_parameters=True, pool_pre_ping=True, connect_args={"connect_timeout": BUSY}
        )
    except ImportError as error:
        raise StoreError("A store on PostgreSQL needs its driver: pip install 'buttress[postgresql]'.") from error


def _sqlite(address: Address) -> Engine:
    engine = create_engine(address.url, hide_parameters=True, connect_args={"timeout": BUSY})
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, _: object) -> None:
    """Let SQLAlchemy begin transactions, and have what is committed last.

    Python's driver would begin one only before a row changes, and not around a change of the schema.
    """
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    _write_ahead(connection)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Have readers not wait for writers. It is kept in the file, and SQLite does not wait by itself to set it."""
    until = time.monotonic() + BUSY
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _begin(connection: Connection) -> None:
    options: dict[str, Any] = dict(connection.get_execution_options())
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")
