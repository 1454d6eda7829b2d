"""Evidence: what each review said, and the versions of lenses that it is held by, each kept once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from buttress.application.store import MissingError
from buttress.lenses.compiled import lens_from
from buttress.store.documents import content_of, document_of, snapshot_from
from buttress.store.tables import in_utc, lens_version, review
from buttress.store.tables import snapshot as snapshots

if TYPE_CHECKING:
    import datetime

    from sqlalchemy import Table
    from sqlalchemy.engine import Connection

    from buttress.answers.snapshot import Snapshot
    from buttress.lenses import Lens
    from buttress.store.documents import Document


def keep_document(connection: Connection, table: Table, document: Document, **columns: object) -> None:
    """Keep a document where it is not held yet; somebody may keep the same at the same moment."""
    if connection.scalar(select(table.c.digest).where(table.c.digest == document.digest)) is not None:
        return
    row = {"digest": document.digest, "document": document.packed, **columns}
    try:
        with connection.begin_nested():
            connection.execute(insert(table).values(row))
    except IntegrityError:
        return


def pin(connection: Connection, lens: Lens, at: datetime.datetime) -> str:
    """Keep a version of a lens and give its digest."""
    document = document_of(lens)
    keep_document(connection, lens_version, document, lens=lens.id, at=in_utc(at))
    return document.digest


def pinned(connection: Connection, digest: str) -> Lens:
    """Give a version of a lens; raises `MissingError`."""
    packed = connection.scalar(select(lens_version.c.document).where(lens_version.c.digest == digest))
    if packed is None:
        raise MissingError(f"The store has no lens version {digest[:12]}.")
    return lens_from(content_of(packed, digest, f"The lens version {digest[:12]}"))


def keep(connection: Connection, workload: int, snapshot: Snapshot, at: datetime.datetime) -> int:
    """Keep what a review said, where it is not what the newest one said; give its number."""
    document = document_of(snapshot)
    newest = connection.execute(
        select(review.c.number, review.c.snapshot)
        .where(review.c.workload_id == workload)
        .order_by(review.c.number.desc())
        .limit(1)
    ).first()
    if newest is not None and newest.snapshot == document.digest:
        return int(newest.number)
    keep_document(connection, snapshots, document)
    number = 1 if newest is None else int(newest.number) + 1
    connection.execute(
        insert(review).values(workload_id=workload, number=number, at=in_utc(at), snapshot=document.digest)
    )
    return number


def read(connection: Connection, workload: int, number: int | None) -> Snapshot | None:
    """Give a snapshot by its number, the newest without, None where there is none; raises `MissingError`."""
    wanted = select(review.c.snapshot).where(review.c.workload_id == workload)
    if number is None:
        wanted = wanted.order_by(review.c.number.desc()).limit(1)
    else:
        wanted = wanted.where(review.c.number == number)
    digest = connection.scalar(wanted)
    if digest is None and number is not None:
        raise MissingError(f"The workload has no review number {number}.")
    return None if digest is None else by_digest(connection, digest)


def by_digest(connection: Connection, digest: str) -> Snapshot:
    """Give a snapshot by its digest."""
    packed = connection.scalar(select(snapshots.c.document).where(snapshots.c.digest == digest))
    if packed is None:
        raise MissingError(f"The store has no snapshot {digest[:12]}, though it is named; buttress verify tells more.")
    return snapshot_from(content_of(packed, digest, f"The snapshot {digest[:12]}"))


def times(connection: Connection, workload: int) -> tuple[tuple[int, datetime.datetime], ...]:
    """Give the number and the time of each snapshot, oldest first."""
    wanted = select(review.c.number, review.c.at).where(review.c.workload_id == workload).order_by(review.c.number)
    return tuple((number, at) for number, at in connection.execute(wanted))
