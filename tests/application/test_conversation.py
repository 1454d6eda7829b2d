from __future__ import annotations

from dataclasses import replace

import pytest

from buttress.answers.answer import Answer
from buttress.application.answering import answered, taken, toggled
from buttress.application.choices import choice_of, choices_of
from buttress.application.keeping import Origin, keep_review
from buttress.application.milestone import FIRST, Milestone, Risks, State
from buttress.application.moving import back, finished, jumped, onward, place_of, search
from buttress.application.opening import opened
from buttress.application.remarking import parked
from buttress.application.session import ConversationError, Given, Sitting, minutes_used
from buttress.application.store import MissingError
from buttress.application.summary import summary_of
from buttress.application.workload import Participant, Workload
from tests.application.memory import MemoryStore
from tests.application.talk import BEN, JANE, LATER, NOON, snapshot, store_with, talk


def test_a_conversation_opens_at_the_first_open_question_and_resumes_where_something_is_open() -> None:
    store = store_with()
    session = talk(store)
    first = session.at
    assert place_of(session).number == 1
    for practice in session.standing(first).question.practices:
        session = toggled(session, store, practice.code, LATER)
    assert onward(session).at != first
    assert talk(store).at == onward(session).at
    assert minutes_used(session, LATER) == pytest.approx(12.667, abs=0.001)


def test_a_workload_that_is_not_kept_is_missing() -> None:
    with pytest.raises(MissingError):
        opened(store_with(), "nowhere", Sitting("me"), NOON)


def test_a_second_review_of_a_workload_keeps_its_evidence_beside_the_first() -> None:
    store = store_with()
    keep_review(store, "orders", snapshot(REL05_BP04="supported"), Origin(()), LATER)
    assert len(store.snapshots("orders")) == 2
    assert choice_of(talk(store), "REL05-BP04").mark == "partly"


def test_without_a_review_everything_that_always_applies_is_open() -> None:
    store = store_with()
    store.create(Workload("bare", NOON))
    session = opened(store, "bare", Sitting("me"), NOON)
    assert [lens.id for lens in session.lenses] == ["wellarchitected"]
    assert len(session.agenda.topics) == 57
    assert session.speaker == "me"
    assert choice_of(session, "REL06-BP01").mark == "open"


def test_the_versions_of_the_lenses_are_pinned_once_at_the_first_review_or_conversation() -> None:
    store = store_with()
    both = (("serverless", "digest of serverless"), ("wellarchitected", "digest of wellarchitected"))
    assert (talk(store).workload.lenses, talk(store).workload.revision) == (both, 1)
    bare = MemoryStore()
    bare.create(Workload("orders", NOON))
    assert (talk(bare).workload.lenses, talk(bare).workload.revision) == (both[1:], 2)


def test_people_are_kept_with_the_roles_they_come_with() -> None:
    store = store_with()
    talk(store, JANE, BEN)
    talk(store, replace(JANE, roles=("security",)), replace(BEN, roles=()))
    assert [(p.name, p.roles) for p in store.participants("orders")] == [
        ("Ben", ("operator",)),
        ("Jane", ("security",)),
    ]
    assert opened(store, "orders", Sitting("me"), NOON).roles == ("operator", "security")
    store.take_part("orders", replace(store.participants("orders")[0], left=True))
    assert talk(store, BEN).people[0].roles == ("operator",)


def test_what_nobody_present_can_answer_is_told_and_can_be_jumped_to() -> None:
    alone = talk(store_with(), Participant("Finn", ("finance",), NOON))
    assert alone.told[0].endswith("owner or developer or operator or security could answer. They come last.")
    assert "REL5" in summary_of(alone, NOON).nobody
    session = jumped(alone, "REL5")
    assert place_of(session).part == "nobody present can answer"
    assert all(choice.missing for choice in choices_of(session, "REL5"))
    with pytest.raises(ConversationError, match="Nothing here is called 'xyzzy'"):
        jumped(session, "xyzzy")


def test_the_agenda_is_walked_in_order_and_parked_questions_are_passed_over() -> None:
    store = store_with()
    session = talk(store, minutes=10)
    codes = [topic.code for topic in session.agenda.topics]
    assert back(session).told == ("This is the first question.",)
    assert back(onward(session)).at == codes[0]
    session = onward(parked(session, store, "later", LATER))
    assert session.at == codes[1]
    later = jumped(session, session.agenda.later[0].topics[0].code)
    assert place_of(later).part == "after the time"
    assert talk(store).at != codes[0]


def test_the_last_question_says_so() -> None:
    store = store_with()
    session = talk(store)
    givens = [Given(p.code, "present") for q in session.questions() for p in q.practices]
    session = answered(session, store, givens, LATER)
    assert finished(session)
    assert onward(session).told == ("That was the last one: nothing is left to talk about.",)
    done = talk(store)
    assert (place_of(done).part, done.agenda.topics) == ("was decided before", ())
    assert onward(done).at == done.at
    assert back(done).told == ("This is the first question.",)


def test_only_what_is_parked_is_left() -> None:
    store = store_with()
    session = parked(jumped(talk(store), "SUS1"), store, "ask Kim", LATER)
    givens = [Given(p.code, "present") for q in session.questions() for p in q.practices if q.code != "SUS1"]
    session = answered(session, store, givens, LATER)
    assert onward(session).told[0].startswith("That was the last one: only what is parked is left.")
    assert talk(store).at == "SUS1"


def test_a_search_finds_codes_ids_and_words() -> None:
    session = talk(store_with())
    assert search(session, "rel5")[0].question == "REL5"
    assert search(session, "REL05-bp01")[0].practice == "REL05-BP01"
    practice = session.practice("REL05-BP01")
    assert practice is not None
    assert search(session, practice.choice_id)[0].practice == "REL05-BP01"
    assert search(session, " ".join(practice.title.split()[:4]).lower())[0].practice == "REL05-BP01"
    assert len(search(session, "the")) == 50


def test_each_choice_shows_what_evidence_saw_with_its_places() -> None:
    session = talk(store_with(seen=snapshot(REL06_BP03="not_applicable")))
    seen = {choice.code: (choice.mark, choice.seen) for q in ("REL5", "REL6") for choice in choices_of(session, q)}
    assert seen["REL06-BP01"] == ("proven", "proven: template.yaml:12 · sets failing messages aside")
    assert seen["REL05-BP03"] == ("partly", "partly seen: template.yaml:12 · sets failing messages aside")
    assert seen["REL06-BP02"][1] == (
        "seen otherwise, 3 of 5 do well: template.yaml:12 · failing messages are retried until they expire"
    )
    assert seen["REL05-BP04"] == ("open", "open")
    assert seen["REL06-BP03"][0] == "not_applicable"


def test_an_answer_that_evidence_came_to_dispute_comes_first_and_says_what_changed() -> None:
    store = store_with(seen=snapshot(REL06_BP07="open"))
    session = answered(talk(store), store, [Given("REL06-BP07", "present")], NOON)
    assert choice_of(session, "REL06-BP07").answer == "we do · Jane, 2026-03-02"
    keep_review(store, "orders", snapshot(REL06_BP07="contradicted"), Origin(()), LATER)
    first = choices_of(talk(store), "REL6")[0]
    assert first.code == "REL06-BP07"
    assert first.changed.startswith(
        "changed since Jane, 2026-03-02 said so: evidence said open then, and now seen otherwise: template.yaml:12"
    )


def test_an_answer_against_the_evidence_says_so_and_is_not_asked_again() -> None:
    store = store_with()
    session = answered(talk(store), store, [Given("REL05-BP01", "present", "two years already")], NOON)
    choice = choice_of(session, "REL05-BP01")
    assert choice.changed.startswith("evidence says otherwise, as it did when it was answered: seen otherwise")
    assert choice.standing.decided
    session = answered(session, store, [Given("REL05-BP01", "absent", source="x", note="so far")], NOON)
    assert choice_of(session, "REL05-BP01").answer == "we don't · Jane, 2026-03-02 · from x · so far"
    assert choice_of(session, "REL05-BP01").changed == ""


def test_an_answer_of_the_workload_that_this_one_follows_is_offered_and_taken_with_its_origin() -> None:
    store = store_with()
    store.create(Workload("house", NOON, template=True))
    store.answer("house", [Answer("REL05-BP04", "absent", "Kim", NOON), Answer("SUS01-BP01", "absent", "Kim", NOON)])
    store.answer("house", [Answer("SUS01-BP01", "absent", "Kim", NOON, withdrawn=True, revision=1)])
    store.change(replace(store.workload("orders"), follows="house"))
    session = talk(store)
    assert list(session.offers) == ["REL05-BP04"]
    (offer,) = choice_of(session, "REL05-BP04").offers
    session = taken(session, store, offer, LATER)
    kept = store.answers("orders")["REL05-BP04"]
    assert (kept.decision, kept.by, kept.origin, kept.source) == (
        "absent",
        "Jane",
        "template",
        "house: Kim, 2026-03-02",
    )
    assert choice_of(session, "REL05-BP04").offers == ()
    assert talk(store).offers == {}


def test_a_workload_that_follows_one_that_is_gone_is_offered_nothing() -> None:
    store = store_with()
    store.change(replace(store.workload("orders"), follows="gone"))
    assert talk(store).offers == {}


def test_what_a_milestone_held_and_was_withdrawn_is_offered_again() -> None:
    store = store_with()
    session = answered(talk(store), store, [Given("REL05-BP04", "absent"), Given("REL05-BP06", "absent")], NOON)
    state = State(session.workload, None, ())
    for number, name, at in (
        (1, "empty", NOON.replace(hour=9)),
        (2, "design", NOON),
        (3, "late", LATER.replace(hour=20)),
    ):
        store.mark("orders", Milestone(name, number, at, "Jane", Risks(0, 0, 0, 0, 0), "", FIRST), state)
    gone = [replace(answer, withdrawn=True, at=LATER) for answer in store.answers("orders").values()]
    store.answer("orders", gone)
    offers = talk(store).offers["REL05-BP04"]
    assert [(offer.origin, offer.source, offer.answer.decision) for offer in offers] == [
        ("earlier", "milestone design: Jane, 2026-03-02", "absent")
    ]


def test_what_no_milestone_held_is_not_offered_again() -> None:
    store = store_with()
    store.answer("orders", [Answer("REL05-BP04", "absent", "Kim", LATER)])
    store.answer("orders", [Answer("REL05-BP04", "absent", "Kim", LATER, withdrawn=True, revision=1)])
    state = State(store.workload("orders"), None, ())
    store.mark("orders", Milestone("design", 1, NOON, "Jane", Risks(0, 0, 0, 0, 0), "", FIRST), state)
    assert talk(store).offers == {}


def test_an_answer_to_a_practice_that_is_called_otherwise_now_is_offered_under_its_new_name() -> None:
    store = store_with()
    retired = "sec_detect_investigate_events_analyze_all"
    store.answer("orders", [Answer(retired, "absent", "Kim", NOON), Answer("never", "absent", "Kim", NOON)])
    (offer,) = talk(store).offers["SEC04-BP02"]
    assert (offer.origin, offer.source) == ("earlier", f"{retired} of orders: Kim, 2026-03-02")
