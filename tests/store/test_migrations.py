"""The schema: what the revisions make is what the tables say, an older store is brought up to date, and rows stay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event, inspect, text
from sqlalchemy.exc import DBAPIError

import buttress.store
from buttress.application.store import StoreError
from buttress.store.address import address_of
from buttress.store.engine import database_at
from buttress.store.opening import open_store
from buttress.store.schema import REVISIONS, VERSION_TABLE, upgrade
from buttress.store.sql import SqlStore
from buttress.store.tables import METADATA, SINCE_0001, SINCE_0002, TABLES
from tests.store import content
from tests.store.content import NOW, answer, clock, workload

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.store.engine import Database


@pytest.fixture
def database(shown: str) -> Iterator[Database]:
    """The database of a store that holds something everywhere, to look at: it is the same for all tests."""
    opened = database_at(address_of(shown))
    yield opened
    opened.engine.dispose()


@pytest.fixture
def first(empty: str) -> str:
    """A store of the first revision, with something in each of its tables."""
    database = database_at(address_of(empty))
    with database.writing() as connection:
        upgrade(connection, "0001")
    store = SqlStore(database, clock)
    store.create(content.workload())
    pinned = (("house", store.pin(content.lens())),)
    store.create(replace(workload("stock"), lenses=pinned))
    store.keep("stock", content.snapshot(), NOW)
    store.answer("stock", [answer(), answer(revision=1)])
    with database.reading() as connection:
        counts = [connection.execute(text(f"SELECT count(*) FROM {table.name}")).scalar() for table in SINCE_0001]
    assert all(counts)
    database.engine.dispose()
    return empty


def test_the_revisions_are_those_that_are_there() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(buttress.store.__path__[0]) / "migrations"))
    scripts = ScriptDirectory.from_config(config)
    assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == REVISIONS


def test_a_migrated_database_is_what_the_tables_say(database: Database) -> None:
    with database.reading() as connection:
        options = {"compare_type": True, "compare_server_default": True, "version_table": VERSION_TABLE}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, METADATA) == []


def test_checks_and_keys_of_a_migrated_database_have_the_names_that_the_tables_give(database: Database) -> None:
    with database.reading() as connection:
        found = inspect(connection)
        for table in TABLES:
            there = {
                *(check["name"] for check in found.get_check_constraints(table.name)),
                *(key["name"] for key in found.get_foreign_keys(table.name)),
                *(unique["name"] for unique in found.get_unique_constraints(table.name)),
                found.get_pk_constraint(table.name)["name"],
            }
            assert there == {str(constraint.name) for constraint in table.constraints}


def test_an_older_store_is_brought_up_to_date_with_all_that_it_holds(first: str) -> None:
    store = open_store(first, clock)
    assert [line.name for line in store.workloads()] == ["orders", "stock"]
    assert store.snapshot("stock") == content.snapshot()
    assert [one.revision for one in store.history("stock", "SEC03-BP02")] == [1, 2]
    assert store.lens(store.workload("stock").lenses[0][1]) == content.lens()
    store.take_part("stock", content.participant())
    content.marked(store, "after", "stock")
    assert store.state_at("stock", 1) == content.state_of(store, "stock")
    store.close()


def test_a_migration_that_cannot_be_done_leaves_the_store_as_it_was(first: str) -> None:
    database = database_at(address_of(first))
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE milestone (name TEXT)"))
    with pytest.raises(StoreError, match="milestone"):
        open_store(first, clock)
    with database.reading() as connection:
        assert connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar() == "0001"
        there = set(inspect(connection).get_table_names())
    database.engine.dispose()
    assert there & {table.name for table in SINCE_0002} == {"milestone"}


@pytest.mark.parametrize("change", ["UPDATE {0} SET workload_id = workload_id", "DELETE FROM {0}"])
@pytest.mark.parametrize("table", [table.name for table in TABLES if "workload_id" in table.columns])
def test_what_was_said_is_never_changed_and_never_taken_away(database: Database, table: str, change: str) -> None:
    with database.engine.connect() as connection, pytest.raises(DBAPIError, match=f"rows of {table} are never changed"):
        connection.execute(text(change.format(table)))


@pytest.mark.parametrize("change", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}"])
@pytest.mark.parametrize(("table", "column"), [("workload", "name"), ("snapshot", "digest"), ("lens_version", "lens")])
def test_what_is_named_elsewhere_stays_as_it_is(database: Database, table: str, column: str, change: str) -> None:
    with database.engine.connect() as connection, pytest.raises(DBAPIError, match=f"rows of {table} are never changed"):
        connection.execute(text(change.format(table, column)))


def test_a_row_is_not_replaced_past_the_triggers(database: Database) -> None:
    statement = {
        "sqlite": "INSERT OR REPLACE INTO milestone SELECT * FROM milestone",
        "postgresql": "TRUNCATE milestone",
    }[database.engine.dialect.name]
    with (
        database.engine.connect() as connection,
        pytest.raises(DBAPIError, match="rows of milestone are never changed"),
    ):
        connection.execute(text(statement))


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("answer", "decision", "'maybe'"),
        ("answer", "origin", "'rumour'"),
        ("answer", "seen", "'perhaps'"),
        ("answer", "practice", "''"),
        ("answer", "revision", "0"),
        ("answer", "workload_id", "99"),
        ("remark", "kind", "'shout'"),
        ("remark", "number", "0"),
        ("action", "status", "'forgotten'"),
        ("action", "severity", "'dire'"),
        ("action", "effort", "'XL'"),
        ("participant", "name", "''"),
        ("review", "snapshot", "'none'"),
        ("workload_lens", "digest", "'none'"),
        ("milestone", "snapshot", "'none'"),
        ("milestone", "name", "''"),
    ],
)
def test_a_database_refuses_what_the_domain_does_not_know(
    database: Database, table: str, column: str, value: str
) -> None:
    columns = [one.name for one in METADATA.tables[table].columns]
    other = {"revision": "77", "number": "77", "name": "'other'", column: value}
    given = ", ".join(other.get(name, f'"{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    statement = text(f"INSERT INTO {table} ({names}) SELECT {given} FROM {table} LIMIT 1")
    with database.engine.connect() as connection, pytest.raises(DBAPIError, match=r"(?i)constraint"):
        connection.execute(statement)


def test_no_table_is_read_from_end_to_end(shown: str) -> None:
    database = database_at(address_of(shown))
    asked: list[tuple[str, Any]] = []
    event.listen(
        database.engine,
        "before_cursor_execute",
        lambda _, __, statement, parameters, ___, ____: asked.append((statement, parameters)),
    )
    store = SqlStore(database, clock)
    store.answers("orders")
    store.actions("orders")
    store.snapshot("orders")
    store.milestones("orders")
    plans = list(_plans(database, [*asked]))
    database.engine.dispose()
    assert [line for line in plans if line.startswith("SCAN") or "Seq Scan" in line] == []
    assert any("pk_answer" in line or "sqlite_autoindex_answer_1" in line for line in plans)


def _plans(database: Database, asked: list[tuple[str, Any]]) -> Iterator[str]:
    """Give the lines of the plans of some statements; PostgreSQL is told that scans are dear, as tables are small."""
    explain, before = {
        "sqlite": ("EXPLAIN QUERY PLAN ", "SELECT 1"),
        "postgresql": ("EXPLAIN ", "SET enable_seqscan = off"),
    }[database.engine.dialect.name]
    with database.reading() as connection:
        connection.exec_driver_sql(before)
        for statement, parameters in asked:
            for row in connection.exec_driver_sql(explain + statement, parameters):
                yield str(row[-1])
