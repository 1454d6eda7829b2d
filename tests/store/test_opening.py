"""What can be wrong with a place, and what is said about it."""

from __future__ import annotations

import logging
import os
import sqlite3
import stat
import traceback
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import event

from buttress.application.store import StoreError
from buttress.store.address import address_of
from buttress.store.engine import database_at
from buttress.store.opening import open_store
from buttress.store.sql import SqlStore
from tests.store.content import answer, clock, filled, workload

if TYPE_CHECKING:
    from pathlib import Path

    from tests.store.servers import Server

NOBODY = 65534


def test_the_folder_and_the_file_are_made_for_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "some" / "where" / "store.db"
    store = open_store(str(path), clock)
    store.create(workload())
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    store.close()
    assert modes == {"store.db": 0o600, "store.db-wal": 0o600, "store.db-shm": 0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_store_is_one_file_once_it_is_closed(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store.db"), clock)
    filled(store)
    store.close()
    assert [file.name for file in tmp_path.iterdir()] == ["store.db"]


def test_what_is_committed_in_sqlite_is_synced_and_checked(tmp_path: Path) -> None:
    database = database_at(address_of(str(tmp_path / "store.db")))
    with database.reading() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    database.engine.dispose()
    full = 2
    assert pragmas == {"journal_mode": "wal", "synchronous": full, "foreign_keys": 1, "busy_timeout": 15_000}


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Not a database, but notes that somebody wants to keep." * 20)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"notes\.txt is no SQLite database\. Name another place with --store"):
        open_store(str(path), clock)
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "photos.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE photo (name TEXT)")
    connection.close()
    with pytest.raises(StoreError, match=r"belongs to another program.*photo"):
        open_store(str(path), clock)


def test_tables_of_the_same_names_on_a_server_are_left_alone(server: Server) -> None:
    with server.database("template0") as url:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE answer (name TEXT)")
        with pytest.raises(StoreError, match=r"belongs to another program.*answer"):
            open_store(url, clock)


def test_a_store_may_share_a_database_of_a_server_with_other_tables(server: Server) -> None:
    with server.database("template0") as url:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE photo (name TEXT)")
        open_store(url, clock).close()


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"cannot be opened: Is a directory"):
        open_store(str(tmp_path), clock)


def test_a_folder_below_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"cannot be opened: there is a file where its folder should be"):
        open_store(str(tmp_path / "file" / "store.db"), clock)


def test_a_folder_of_somebody_else_is_said_to_be(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    user = os.geteuid()
    os.seteuid(user or NOBODY)  # root may write anywhere
    try:
        with pytest.raises(StoreError, match=r"store\.db cannot be opened: Permission denied\. Name another place"):
            open_store(str(tmp_path / "store.db"), clock)
    finally:
        os.seteuid(user)


def test_a_store_that_may_only_be_read_says_so_when_it_is_written(tmp_path: Path) -> None:
    path = str(tmp_path / "store.db")
    open_store(path, clock).close()
    database = database_at(address_of(path))
    event.listen(database.engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only = ON"))
    store = SqlStore(database, clock)
    with pytest.raises(StoreError, match=r"may not be written to. Ask for write permission"):
        store.create(workload())
    store.close()


def test_a_full_disk_keeps_what_was_there_and_says_what_to_do(tmp_path: Path) -> None:
    path = str(tmp_path / "store.db")
    store = open_store(path, clock)
    store.create(workload())
    store.close()
    database = database_at(address_of(path))
    event.listen(database.engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count = 1"))
    store = SqlStore(database, clock)
    with pytest.raises(StoreError, match=r"the disk is full. Nothing of this change was kept; free some space"):
        store.answer("orders", [answer(f"SEC{number:02}-BP01") for number in range(99)])
    assert store.answers("orders") == {}
    store.close()


def test_a_store_of_a_newer_buttress_is_refused(empty: str) -> None:
    open_store(empty, clock).close()
    database = database_at(address_of(empty))
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE buttress_version SET version_num = '9999'")
    database.engine.dispose()
    with pytest.raises(StoreError, match=r"written by a newer Buttress: its schema is 9999.*Update Buttress"):
        open_store(empty, clock)


def test_a_server_that_is_not_there_is_said_to_be_out_of_reach() -> None:
    with pytest.raises(
        StoreError, match=r"postgresql://ann@127.0.0.1:1/reviews cannot be reached. See that the server runs"
    ) as gone:
        open_store("postgresql://ann:s3cret@127.0.0.1:1/reviews", clock)
    assert "s3cret" not in str(gone.value)


def test_a_database_that_is_not_there_is_said_to_be_missing(server: Server) -> None:
    with pytest.raises(StoreError, match=r"host, port, user, password and database are right.*nowhere"):
        open_store(server.url("nowhere"), clock)


def test_a_user_without_rights_is_told_which_are_needed(server: Server) -> None:
    server.execute("CREATE ROLE guest LOGIN")
    with server.database("template0") as url, pytest.raises(StoreError, match=r"It needs the rights to make tables"):
        open_store(url.replace("postgres@", "guest@"), clock)


def test_no_error_and_no_log_holds_the_password(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for where in (
        "postgresql://ann:s3cret@127.0.0.1:1/reviews",
        "postgresql://ann@127.0.0.1:1/reviews?password=s3cret",
        "postgresql://ann:s3cret@127.0.0.1:1/reviews?such=option",
        "postgresql://ann:s3cret@[::1/reviews",
    ):
        with pytest.raises(StoreError) as refused:
            open_store(where, clock)
        assert "s3cret" not in "".join(traceback.format_exception(refused.value)) + caplog.text
