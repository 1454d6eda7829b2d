"""Workloads: their revisions, the lens versions that they are held by, and the list of all."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from buttress.application.store import ConflictError, ExistsError, MissingError
from buttress.application.workload import Listed, Workload
from buttress.store.tables import FIRST, WITHDRAWN, action, answer, in_utc, lens_version, milestone, review
from buttress.store.tables import workload as names
from buttress.store.tables import workload_lens as pinned
from buttress.store.tables import workload_revision as revisions

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Table, TextClause
    from sqlalchemy.engine import Connection, RowMapping


def id_of(connection: Connection, name: str, *, to_write: bool = False) -> int:
    """Give the key of a workload; raises `MissingError`.

    To write, its row is locked until the transaction ends: changes of one workload come one after the other.
    """
    wanted = select(names.c.id).where(names.c.name == name)
    found = connection.scalar(wanted.with_for_update(key_share=True) if to_write else wanted)
    if found is None:
        raise MissingError(f"The store has no workload called {name!r}. {_meant(connection, name)}")
    return int(found)


def _meant(connection: Connection, name: str) -> str:
    """Say what somebody may have meant, or where to look."""
    there = connection.scalars(select(names.c.name).order_by(names.c.name)).all()
    near = get_close_matches(name, there, n=1)
    if near:
        return f"Did you mean {near[0]}?"
    return "buttress workload list names those that it has." if there else "Keep one: buttress review PATH --keep."


def create(connection: Connection, workload: Workload) -> Workload:
    """Keep a new workload; raises `ExistsError`."""
    if not workload.name.strip():
        raise MissingError("A workload needs a name.")
    try:
        key = connection.scalar(insert(names).values(name=workload.name).returning(names.c.id))
    except IntegrityError as error:
        raise ExistsError(f"There is a workload called {workload.name!r} already. Choose another name.") from error
    return _add(connection, key or 0, replace(workload, revision=0))


def change(connection: Connection, workload: Workload) -> Workload:
    """Keep a changed workload; raises `ConflictError`."""
    key = id_of(connection, workload.name, to_write=True)
    held = read(connection, workload.name)
    if held.revision != workload.revision:
        raise ConflictError(
            f"The workload {workload.name!r} was to replace revision {workload.revision}; the store holds revision "
            f"{held.revision}. Look at what is there, and decide again.",
            held,
        )
    return _add(connection, key, workload)


def read(connection: Connection, name: str) -> Workload:
    """Give a workload as it is now; raises `MissingError`."""
    key = id_of(connection, name)
    newest = select(func.max(revisions.c.revision)).where(revisions.c.workload_id == key).scalar_subquery()
    return _revisions(connection, key, name, revisions.c.revision == newest)[0]


def revisions_of(connection: Connection, key: int, name: str) -> list[Workload]:
    """Give all revisions of a workload."""
    return _revisions(connection, key, name)


def _revisions(connection: Connection, key: int, name: str, *such: ColumnElement[bool]) -> list[Workload]:
    wanted = select(revisions).where(revisions.c.workload_id == key, *such).order_by(revisions.c.revision)
    rows = connection.execute(wanted).mappings().all()
    return [_workload(row, name, _lenses(connection, key, row["revision"])) for row in rows]


def _lenses(connection: Connection, key: int, revision: int) -> tuple[tuple[str, str], ...]:
    wanted = select(pinned.c.lens, pinned.c.digest).where(pinned.c.workload_id == key, pinned.c.revision == revision)
    return tuple((lens, digest) for lens, digest in connection.execute(wanted.order_by(pinned.c.position)))


def _workload(row: RowMapping, name: str, lenses: tuple[tuple[str, str], ...]) -> Workload:
    return Workload(
        name=name,
        at=row["at"],
        paths=tuple(row["paths"]),
        given=tuple((parameter, value) for parameter, value in row["given"]),
        parameter_files=tuple(row["parameter_files"]),
        description=row["description"],
        follows=row["follows"],
        template=row["template"],
        lenses=lenses,
        revision=row["revision"],
    )


def _add(connection: Connection, key: int, workload: Workload) -> Workload:
    kept = replace(workload, at=in_utc(workload.at), revision=workload.revision + 1)
    columns = ("revision", "at", "paths", "given", "parameter_files", "description", "follows", "template")
    connection.execute(insert(revisions).values(workload_id=key, **{name: getattr(kept, name) for name in columns}))
    for position, (lens, digest) in enumerate(kept.lenses):
        _refuse_unpinned(connection, lens, digest)
        connection.execute(
            insert(pinned).values(workload_id=key, revision=kept.revision, position=position, lens=lens, digest=digest)
        )
    return kept


def _refuse_unpinned(connection: Connection, lens: str, digest: str) -> None:
    if connection.scalar(select(lens_version.c.lens).where(lens_version.c.digest == digest)) is None:
        raise MissingError(f"The store has no version {digest[:12]} of the lens {lens!r}. Pin it first.")


def names_in(connection: Connection) -> tuple[str, ...]:
    """Give the names of all workloads, whatever else is left of them."""
    return tuple(sorted(connection.scalars(select(names.c.name))))


def listed(connection: Connection) -> tuple[Listed, ...]:
    """Give a line about each workload, by name; `at` is when the workload was made."""
    made = select(revisions.c.workload_id, func.min(revisions.c.at)).group_by(revisions.c.workload_id)
    times = dict(connection.execute(made).all())
    answered = _counted(connection, answer, FIRST)
    withdrawn = _counted(connection, answer, WITHDRAWN, _newest(answer, "practice"))
    reviews, marks = _counted(connection, review), _counted(connection, milestone)
    open_ones = _counted(connection, action, action.c.status.in_(("open", "reported")), _newest(action, "id"))
    lines = [
        Listed(name, times[key], answered[key] - withdrawn[key], reviews[key], marks[key], open_ones[key])
        for key, name in connection.execute(select(names.c.id, names.c.name)).all()
        if key in times
    ]
    return tuple(sorted(lines, key=lambda line: line.name))


def _counted(connection: Connection, table: Table, *such: ColumnElement[bool] | TextClause) -> Counter[int]:
    """Count a table's rows by workload."""
    counted = select(table.c.workload_id, func.count()).where(*such).group_by(table.c.workload_id)
    return Counter(dict(connection.execute(counted).all()))


def _newest(table: Table, key: str) -> ColumnElement[bool]:
    """Say that no later revision is there."""
    later = table.alias()
    same = (later.c.workload_id == table.c.workload_id) & (later.c[key] == table.c[key])
    return ~select(later.c.revision).where(same, later.c.revision > table.c.revision).exists()
