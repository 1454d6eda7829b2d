"""Processes are killed at any moment: what was acknowledged is there, and nothing is there by half."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import pytest

from buttress.application.store import StoreError
from buttress.application.verifying import verify
from buttress.store.opening import open_store
from tests.store.content import answer, clock, workload
from tests.store.processes import CONTEXT, PRACTICES, answer_on
from tests.store.servers import running

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerProcess

    from buttress.store.sql import SqlStore

KILLS = 25
SEED = 20261125


@pytest.fixture
def orders(where: str) -> str:
    """A store that holds one workload."""
    store = open_store(where, clock)
    store.create(workload())
    store.close()
    return where


def _answering(where: str) -> tuple[ForkServerProcess, Connection]:
    hears, tells = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=answer_on, args=(where, tells))
    process.start()
    tells.close()
    return process, hears


def _acknowledged(hears: Connection) -> list[int]:
    """Give what was told until the pipe broke."""
    told: list[int] = []
    try:
        while True:
            told.append(hears.recv())
    except EOFError:
        return told


def _check(store: SqlStore, acknowledged: int) -> int:
    """Compare what is held with what was acknowledged; gives the newest revision."""
    held = {
        code: {entry.revision: entry.item for entry in store.kept_entries("orders") if entry.key == code}
        for code in PRACTICES
    }
    revisions = sorted(held[PRACTICES[0]])
    assert all(sorted(of_code) == revisions for of_code in held.values())
    assert revisions == list(range(1, len(revisions) + 1))
    assert acknowledged <= len(revisions) <= acknowledged + 1
    notes = [[getattr(of_code[revision], "note", "") for revision in revisions] for of_code in held.values()]
    assert notes == [[str(revision) for revision in revisions]] * len(PRACTICES)
    assert verify(store).holds
    return len(revisions)


def test_what_was_acknowledged_outlives_a_process_that_is_killed(orders: str) -> None:
    chance = random.Random(SEED)  # noqa: S311 - a moment, not a secret
    newest = 0
    for _ in range(KILLS):
        process, hears = _answering(orders)
        first = hears.recv()
        time.sleep(chance.uniform(0, 0.06))
        process.kill()
        told = [first, *_acknowledged(hears)]
        process.join()
        assert told == list(range(told[0], told[-1] + 1))
        assert told[0] <= newest + 2
        store = open_store(orders, clock)
        newest = _check(store, told[-1])
        store.close()
    assert newest > KILLS


def test_what_was_acknowledged_outlives_a_server_that_is_killed() -> None:
    with running() as server:
        url = server.url("store")
        store = open_store(url, clock)
        store.create(workload())
        process, hears = _answering(url)
        told = [hears.recv() for _ in range(20)]
        server.stop_at_once()
        told += _acknowledged(hears)
        process.join()
        with pytest.raises(StoreError, match=r"cannot be reached. See that the server runs"):
            store.answer("orders", [answer()])
        server.start_again()
        newest = _check(store, told[-1])
        assert store.answer("orders", [answer(PRACTICES[0], newest)])[0].revision == newest + 1
        store.close()
