"""What the store holds, given as it is: for whoever verifies it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from buttress.application.verifying import Entry, Marked, Named
from buttress.store import workloads
from buttress.store.documents import unpacked
from buttress.store.milestones import milestone_from
from buttress.store.series import ACTIONS, ANSWERS, PARTICIPANTS, REMARKS, Item, Series, every
from buttress.store.tables import lens_version, review, snapshot, workload_lens
from buttress.store.tables import milestone as milestones

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection

DOCUMENTS = {"snapshot": snapshot, "lens version": lens_version}


def entries(connection: Connection, workload: int, name: str) -> Iterator[Entry]:
    """Give every revision of everything of a workload."""
    for revision in workloads.revisions_of(connection, workload, name):
        yield Entry("workload", name, revision.revision, revision)
    yield from _series(connection, ANSWERS, workload)
    yield from _series(connection, ACTIONS, workload)
    yield from _series(connection, PARTICIPANTS, workload)
    yield from _series(connection, REMARKS, workload)
    for number in connection.scalars(select(review.c.number).where(review.c.workload_id == workload)):
        yield Entry("review", "", number, None)


def _series(connection: Connection, series: Series[Item], workload: int) -> Iterator[Entry]:
    for item in every(connection, series, workload):
        yield Entry(series.what, str(getattr(item, series.key)), item.revision, item)


def marked(connection: Connection, workload: int) -> Iterator[Marked]:
    """Give the milestones of a workload, by number."""
    wanted = select(milestones).where(milestones.c.workload_id == workload).order_by(milestones.c.number)
    for row in connection.execute(wanted).mappings():
        yield Marked(milestone_from(row), row["hash"], row["snapshot"], unpacked(row["state"]))


def names(connection: Connection, workload: int) -> Iterator[Named]:
    """Give where the documents that a workload needs are named."""
    pinned = select(workload_lens.c.lens, workload_lens.c.digest).where(workload_lens.c.workload_id == workload)
    for lens, digest in connection.execute(pinned.distinct().order_by(workload_lens.c.digest)):
        yield Named("lens version", digest, f"the lens {lens}")
    for table, what in ((review, "review"), (milestones, "milestone")):
        wanted = select(table.c.number, table.c.snapshot).where(table.c.workload_id == workload)
        for number, digest in connection.execute(wanted.order_by(table.c.number)):
            if digest is not None:
                yield Named("snapshot", digest, f"{what} {number}")


def document(connection: Connection, what: str, digest: str) -> bytes | None:
    """Give the content of a document, None where it is gone or damaged."""
    table = DOCUMENTS[what]
    packed = connection.scalar(select(table.c.document).where(table.c.digest == digest))
    return None if packed is None else unpacked(packed)
