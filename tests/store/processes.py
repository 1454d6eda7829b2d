"""What the processes of a test do: they are started apart from the test, and share nothing with it but the store."""

from __future__ import annotations

import multiprocessing
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from buttress.application.store import ConflictError
from buttress.store.opening import open_store
from tests.store.content import answer, clock, workload

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.synchronize import Barrier

PRACTICES: Final = ("SEC01-BP01", "SEC01-BP02", "SEC01-BP03")
"""What one batch answers: all three, or none."""

CONTEXT: Final = multiprocessing.get_context("forkserver")
"""Starts processes from one that has the imports behind it, so that twenty-five of them take no minute."""

CONTEXT.set_forkserver_preload(["buttress.store.opening", "psycopg", "alembic.command"])


def compete(where: str, who: str, rounds: int, barrier: Barrier, told: Connection) -> None:
    """Answer the same practice as others at the same moment, and tell what came of each round."""
    store = open_store(where, clock)
    for revision in range(rounds):
        barrier.wait()
        try:
            (kept,) = store.answer("orders", [replace(answer(revision=revision), by=who)])
            told.send(("won", kept))
        except ConflictError as conflict:
            told.send(("lost", conflict.theirs))
    store.close()


def start(where: str, who: str, barrier: Barrier, told: Connection) -> None:
    """Open a store that nobody has opened yet, at the same moment as others, and use it."""
    barrier.wait()
    store = open_store(where, clock)
    store.create(workload(who))
    store.close()
    told.send(who)


def answer_on(where: str, told: Connection) -> None:
    """Answer in batches without end; tell the revision of each batch that was acknowledged."""
    store = open_store(where, clock)
    while True:
        held = store.answers("orders")
        revision = held[PRACTICES[0]].revision if held else 0
        batch = [replace(answer(code, revision), note=str(revision + 1)) for code in PRACTICES]
        try:
            kept = store.answer("orders", batch)
        except ConflictError:  # what the process before had sent was still on its way
            continue
        told.send(kept[0].revision)
