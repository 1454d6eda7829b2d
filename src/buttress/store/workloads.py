"""Workloads: their revisions, the lens versions that they are held by, and the list of all."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, true
from sqlalchemy.exc import IntegrityError

from buttress.application.store import ConflictError, ExistsError, MissingError
from buttress.application.workload import Listed, Workload
from buttress.store.tables import action, answer, in_utc, lens_version, milestone, review
from buttress.store.tables import workload as names
from buttress.store.tables import workload_lens as pinned
from buttress.store.tables import workload_revision as revisions

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause
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
    counts = (
        _count(answer, answer.c.revision == 1),
        _withdrawn(),
        _count(review),
        _count(milestone),
        _open_actions(),
    )
    made = select(revisions.c.workload_id, func.min(revisions.c.at).label("at"))
    first = made.group_by(revisions.c.workload_id).subquery()
    wanted = select(names.c.name, first.c.at, *(func.coalesce(one.c.n, 0) for one in counts))
    joined: FromClause = names.join(first, first.c.workload_id == names.c.id)
    for one in counts:
        joined = joined.outerjoin(one, one.c.workload_id == names.c.id)
    rows = connection.execute(wanted.select_from(joined).order_by(names.c.name))
    return tuple(
        sorted(
            (Listed(name, at, answered - gone, *others) for name, at, answered, gone, *others in rows),
            key=lambda line: line.name,
        )
    )


def _count(table: Any, *such: ColumnElement[bool]) -> Any:  # noqa: ANN401 - SQLAlchemy's generics say no more
    """Count a table's rows by workload."""
    return select(table.c.workload_id, func.count().label("n")).where(*such).group_by(table.c.workload_id).subquery()


def _withdrawn() -> Any:  # noqa: ANN401 - as above
    """Count the practices whose newest answer was withdrawn: few rows, which have an index of their own."""
    later = answer.alias()
    superseded = (
        select(later.c.revision)
        .where(
            later.c.workload_id == answer.c.workload_id,
            later.c.practice == answer.c.practice,
            later.c.revision > answer.c.revision,
        )
        .exists()
    )
    return _count(answer, answer.c.withdrawn == true(), ~superseded)


def _open_actions() -> Any:  # noqa: ANN401 - as above
    """Count the actions whose newest form is still to be done, or to be shown by evidence."""
    later = action.alias()
    superseded = (
        select(later.c.revision)
        .where(
            later.c.workload_id == action.c.workload_id,
            later.c.id == action.c.id,
            later.c.revision > action.c.revision,
        )
        .exists()
    )
    return _count(action, action.c.status.in_(("open", "reported")), ~superseded)
