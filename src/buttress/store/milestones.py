"""Milestones: states under a name, for good, each chained to the one before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from buttress.application.canonical import digest
from buttress.application.milestone import FIRST, Milestone, Risks
from buttress.application.store import ConflictError, ExistsError, MissingError, StoreError
from buttress.store import evidence
from buttress.store.documents import content_of, document_of, state_document, state_from
from buttress.store.tables import in_utc
from buttress.store.tables import milestone as milestones
from buttress.store.tables import snapshot as snapshots

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.engine import Connection

    from buttress.application.milestone import State

RISKS = ("high", "possibly_high", "medium", "possibly_medium", "open_practices")


def listed(connection: Connection, workload: int) -> tuple[Milestone, ...]:
    """Give the milestones, oldest first."""
    columns = [column for column in milestones.c if column.name not in {"state", "snapshot"}]
    wanted = select(*columns).where(milestones.c.workload_id == workload).order_by(milestones.c.number)
    return tuple(milestone_from(row) for row in connection.execute(wanted).mappings())


def milestone_from(row: Mapping[Any, Any]) -> Milestone:
    """Make a milestone of a row."""
    return Milestone(
        name=row["name"],
        number=row["number"],
        at=row["at"],
        by=row["by"],
        risks=Risks(*(row[name] for name in RISKS)),
        content=row["content"],
        previous=row["previous"],
        note=row["note"],
    )


def state_at(connection: Connection, workload: int, number: int) -> State:
    """Give the state that a milestone holds; raises `MissingError`."""
    row = connection.execute(
        select(milestones.c.state).where(milestones.c.workload_id == workload, milestones.c.number == number)
    ).first()
    if row is None:
        raise MissingError(f"The workload has no milestone number {number}.")
    entry = content_of(row.state, None, f"The state of milestone {number}")
    named = entry["snapshot"]
    return state_from(entry, None if named is None else evidence.by_digest(connection, named))


def mark(connection: Connection, workload: int, milestone: Milestone, state: State) -> Milestone:
    """Keep a milestone with its state; raises `ExistsError` for its name, `ConflictError` for its number."""
    kept = replace(milestone, at=in_utc(milestone.at))
    _continue(kept, listed(connection, workload))
    if kept.content != digest(state):
        raise StoreError(f"The milestone {kept.name!r} does not name its state: its content is another digest.")
    snapshot = None if state.snapshot is None else document_of(state.snapshot)
    if snapshot is not None:
        evidence.keep_document(connection, snapshots, snapshot)
    connection.execute(
        insert(milestones).values(
            workload_id=workload,
            **{name: getattr(kept, name) for name in ("number", "name", "at", "by", "note", "content", "previous")},
            **{name: getattr(kept.risks, name) for name in RISKS},
            hash=kept.hash,
            snapshot=None if snapshot is None else snapshot.digest,
            state=state_document(state, snapshot).packed,
        )
    )
    return kept


def _continue(milestone: Milestone, held: tuple[Milestone, ...]) -> None:
    """Refuse what does not follow the milestones that are held."""
    if any(one.name == milestone.name for one in held):
        raise ExistsError(f"There is a milestone called {milestone.name!r} already. Choose another name.")
    last = held[-1] if held else None
    if milestone.number != len(held) + 1:
        raise ConflictError(
            f"Milestone {milestone.number} was to be kept; the store holds {len(held)}. Look at them, and mark again.",
            last,
        )
    if milestone.previous != (FIRST if last is None else last.hash):
        raise ConflictError(
            f"The milestone {milestone.name!r} does not follow the one before it. Look at that, and mark again.", last
        )
