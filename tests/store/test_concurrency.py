"""Several processes at once, on both databases: nobody's answer is lost, and nobody's is written over."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from buttress.application.verifying import verify
from buttress.store.opening import open_store
from tests.store.content import answer, clock, workload
from tests.store.processes import CONTEXT, compete, start

if TYPE_CHECKING:
    from collections.abc import Callable

    from buttress.answers.answer import Answer

WHO = ("Ann", "Ben", "Cem", "Dee")
ROUNDS = 8


def _together(work: Callable[..., None], *arguments: object, messages: int) -> list[list[Any]]:
    """Run one process for each person, and give what each told."""
    barrier = CONTEXT.Barrier(len(WHO))
    pipes = [CONTEXT.Pipe(duplex=False) for _ in WHO]
    processes = [
        CONTEXT.Process(target=work, args=(arguments[0], who, *arguments[1:], barrier, told))
        for who, (_, told) in zip(WHO, pipes, strict=True)
    ]
    for process in processes:
        process.start()
    heard = [[told.recv() for _ in range(messages)] for told, _ in pipes]
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * len(WHO)
    return heard


def test_of_several_who_answer_at_once_one_wins_and_the_others_see_the_answer(where: str) -> None:
    store = open_store(where, clock)
    store.create(workload())
    heard = _together(compete, where, ROUNDS, messages=ROUNDS)
    history = store.history("orders", "SEC03-BP02")
    assert [one.revision for one in history] == list(range(1, ROUNDS + 1))
    for held, outcomes in zip(history, zip(*heard, strict=True), strict=True):
        winners: list[Answer] = [kept for outcome, kept in outcomes if outcome == "won"]
        losers: list[Answer] = [theirs for outcome, theirs in outcomes if outcome == "lost"]
        assert winners == [held]
        assert losers == [held] * (len(WHO) - 1)
    assert verify(store).holds
    store.close()


def test_threads_may_share_a_store(where: str) -> None:
    store = open_store(where, clock)
    store.create(workload())
    codes = [f"SEC{number:02}-BP01" for number in range(24)]
    with ThreadPoolExecutor(8) as threads:
        kept = list(threads.map(lambda code: store.answer("orders", [answer(code)])[0], codes))
    assert store.answers("orders") == {one.practice: one for one in kept}
    store.close()


def test_several_processes_may_open_a_new_store_at_the_same_moment(empty: str) -> None:
    assert _together(start, empty, messages=1) == [[who] for who in WHO]
    store = open_store(empty, clock)
    assert [line.name for line in store.workloads()] == sorted(WHO)
    store.close()
