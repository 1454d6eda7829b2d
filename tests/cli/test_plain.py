from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from buttress.answers.answer import Answer
from buttress.application.answering import answered
from buttress.application.keeping import Origin, keep_review
from buttress.application.moving import jumped
from buttress.application.session import Given, Session
from buttress.application.workload import Workload
from buttress.cli.conversation.plain import Desk, converse
from tests.application.talk import LATER, NOON, snapshot, store_with, talk

if TYPE_CHECKING:
    from buttress.application.store import Store

Asked = Callable[[str], None]


def say(session: Session, store: Store, *lines: str, when_asked: Asked | None = None) -> tuple[Session, str]:
    """Give lines to the prompts until there are no more; gives the session and all that was told."""
    told: list[str] = []
    left = list(lines)

    def ask(prompt: str) -> str | None:
        told.append(prompt)
        if when_asked is not None:
            when_asked(prompt)
        return left.pop(0) if left else None

    return converse(session, Desk(store, lambda: LATER, ask, told.append)), "\n".join(told)


@pytest.mark.parametrize(("line", "by"), [("t", "Kim"), ("o", "Jane"), ("", "Kim")])
def test_whoever_is_later_is_asked_whose_answer_stands(line: str, by: str) -> None:
    store = store_with()
    session = jumped(talk(store), "SUS1")
    store.answer("orders", [Answer("SUS01-BP01", "absent", "Kim", NOON, note="never looked")])
    after, told = say(session, store, "y", line)
    assert (
        'Kim, 2026-03-02, said "we don\'t" to SUS01-BP01 (never looked) while you were talking. You say "we do".'
        " Keep theirs (t) or yours (o)? " in told
    )
    assert (store.answers("orders")["SUS01-BP01"].by, after.conflict) == (by, None)


def test_an_answer_is_taken_from_a_template_and_told_with_its_reason_and_note() -> None:
    store = store_with()
    store.create(Workload("house", NOON, template=True))
    store.answer("house", [Answer("SUS01-BP01", "not_applicable", "Kim", NOON, reason="one Region", note="by law")])
    store.change(replace(store.workload("orders"), follows="house"))
    _, told = say(jumped(talk(store), "SUS1"), store, "o")
    assert "From a template: does not apply, because one Region (by law), house: Kim, 2026-03-02." in told
    assert store.answers("orders")["SUS01-BP01"].origin == "template"


def test_an_answer_that_evidence_came_to_dispute_is_asked_again_with_what_changed() -> None:
    store = store_with(seen=snapshot(REL06_BP07="open"))
    answered(talk(store), store, [Given("REL06-BP07", "present")], NOON)
    keep_review(store, "orders", snapshot(REL06_BP07="contradicted"), Origin(()), LATER)
    _, told = say(jumped(talk(store), "REL6"), store)
    assert "Answer: we do · Jane, 2026-03-02" in told
    assert "Changed since Jane, 2026-03-02 said so: evidence said open then, and now seen otherwise" in told


def test_evidence_tells_its_cases_and_what_it_rests_on() -> None:
    store = store_with(seen=snapshot(SUS01_BP01="supported"))
    seen = store.snapshot("orders")
    assert seen is not None
    found = tuple(replace(finding, rests_on=("the default of Env",)) for finding in seen.findings)
    keep_review(store, "orders", replace(seen, findings=found), Origin(()), LATER)
    _, told = say(jumped(talk(store), "SUS1"), store, "e", "?", "u")
    assert "met: template.yaml:12 Orders: sets failing messages aside\n  rests on the default of Env" in told
    assert "If it is absent: " in told
    assert "Nothing was said in this session that could be taken back." in told


def test_undo_goes_back_to_the_choice_in_its_question() -> None:
    store = store_with()
    after, told = say(jumped(talk(store), "SUS1"), store, "n", "u", "park until Kim is back", "u")
    assert after.parked == ()
    assert "Taken back: SUS01-BP01: we don't." in told
    assert "Taken back: the remark on SUS1." in told


def test_it_ends_by_itself_when_nothing_is_left() -> None:
    store = store_with()
    session = jumped(talk(store), "SUS1")
    givens = [Given(p.code, "present") for q in session.questions() for p in q.practices if q.code != "SUS1"]
    session = answered(session, store, givens, LATER)
    session, told = say(session, store, "n")
    assert told.endswith("That was the last one: nothing is left to talk about.")
    assert say(session, store) == (session, "Nothing is open.")


def test_it_says_when_the_time_is_up_and_when_only_parked_questions_are_left() -> None:
    store = store_with()
    _, told = say(jumped(talk(store, minutes=5), "SUS1"), store, "park until Kim is back")
    assert "The 5 minutes are up: " in told
    givens = [Given(p.code, "present") for q in talk(store).questions() for p in q.practices if q.code != "SUS1"]
    answered(talk(store), store, givens, LATER)
    assert say(talk(store), store)[1] == "Nothing is left to talk about, but what is parked."


def test_ctrl_c_loses_nothing() -> None:
    store = store_with()

    def interrupt(prompt: str) -> None:
        if store.answers("orders"):
            raise KeyboardInterrupt(prompt)

    with pytest.raises(KeyboardInterrupt):
        say(jumped(talk(store), "REL13"), store, "n", when_asked=interrupt)
    assert store.answers("orders")["REL13-BP01"].decision == "absent"
