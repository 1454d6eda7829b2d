"""A store of one test, and small reviews of a workload whose practices are those of our lenses."""

from __future__ import annotations

import datetime
import functools
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from buttress.answers.answer import Answer
from buttress.application.keeping import Origin, keep_review
from buttress.application.planning import Hand
from buttress.store.opening import open_store
from tests.application.talk import finding, snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.answers.answer import Decision
    from buttress.answers.proposal import ProposalState
    from buttress.application.keeping import Kept
    from buttress.application.store import Store

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
NEXT = NOON + datetime.timedelta(days=1)
HERE = Origin(("/code/orders",))

__all__ = ["HERE", "NEXT", "NOON", "finding", "hand", "house", "review", "say", "snapshot"]


@functools.cache
def _empty() -> bytes:
    """Give the file of a store that holds nothing: making its tables takes longer than most tests."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "store.db"
        open_store(str(place), lambda: NOON).close()
        return place.read_bytes()


@contextmanager
def house(folder: Path) -> Iterator[Store]:
    """Give a store in a file of this test."""
    place = folder / "store.db"
    place.write_bytes(_empty())
    store = open_store(str(place), lambda: NOON)
    try:
        yield store
    finally:
        store.close()


def review(store: Store, at: datetime.datetime = NOON, origin: Origin = HERE, **seen: ProposalState) -> Kept:
    """Keep a review of the workload `orders`."""
    return keep_review(store, "orders", snapshot(**seen), origin, at)


def say(store: Store, practice: str, decision: Decision, seen: ProposalState | None = None) -> None:
    """Keep an answer of Jane's."""
    before = store.answers("orders").get(practice)
    revision = before.revision if before is not None else 0
    store.answer("orders", [Answer(practice, decision, "Jane", NOON, seen=seen, revision=revision)])


def hand(store: Store, at: datetime.datetime = NOON) -> Hand:
    """Let Ben change the plan."""
    return Hand(store, "orders", "Ben", at, lambda item: f"Begin with {item}.")
