"""Triggers that refuse to change or to take away a row: what was said stays as it was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from alembic import op

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FUNCTION: Final = """
CREATE FUNCTION buttress_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % are never changed and never taken away', TG_TABLE_NAME; END
$$
"""


def refuse_changes(tables: Iterable[str]) -> None:
    """Let rows of some tables only be added; PostgreSQL needs `FUNCTION` before."""
    statements = _on_postgresql if op.get_bind().dialect.name == "postgresql" else _on_sqlite
    for table in tables:
        for statement in statements(table):
            op.execute(statement)


def _on_sqlite(table: str) -> Iterator[str]:
    for event in ("update", "delete"):
        yield (
            f"CREATE TRIGGER {table}_{event} BEFORE {event.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed and never taken away'); END"
        )


def _on_postgresql(table: str) -> Iterator[str]:
    yield (
        f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION buttress_refuse()"
    )
