from __future__ import annotations

from dataclasses import replace

import pytest

from buttress.answers.answer import Answer
from buttress.application.answering import (
    accepted,
    answered,
    confirmed,
    none_of_the_rest,
    noted,
    reattributed,
    resolved,
    suggested,
    toggled,
    undone,
    withdrawn,
)
from buttress.application.moving import jumped
from buttress.application.remarking import parked
from buttress.application.session import ConversationError, Given
from tests.application.talk import LATER, NOON, snapshot, store_with, talk


def test_an_answer_is_in_the_store_when_the_action_returns() -> None:
    store = store_with()
    session = answered(talk(store), store, [Given("REL05-BP04", "absent")], LATER)
    kept = store.answers("orders")["REL05-BP04"]
    assert (kept.decision, kept.by, kept.at, kept.origin, kept.revision) == ("absent", "Jane", LATER, "person", 1)
    assert session.answers["REL05-BP04"] == kept
    assert session.practice_standing("REL05-BP04").decided


def test_toggling_says_we_do_and_then_we_do_not() -> None:
    store = store_with()
    session = toggled(talk(store), store, "REL05-BP04", LATER)
    assert session.answers["REL05-BP04"].decision == "present"
    assert toggled(session, store, "REL05-BP04", LATER).answers["REL05-BP04"].decision == "absent"


def test_what_does_not_apply_needs_a_reason() -> None:
    store = store_with()
    session = talk(store)
    with pytest.raises(ConversationError, match="REL05-BP04: say why it does not apply"):
        answered(session, store, [Given("REL05-BP04", "not_applicable")], LATER)
    done = answered(session, store, [Given("REL05-BP04", "not_applicable", "one call only")], LATER)
    assert done.answers["REL05-BP04"].reason == "one call only"
    with pytest.raises(ConversationError, match="has the code 'REL99'"):
        answered(session, store, [Given("REL99", "present")], LATER)


def test_what_evidence_of_class_a_decides_is_accepted_with_its_origin() -> None:
    store = store_with()
    session = accepted(jumped(talk(store), "REL6"), store, LATER)
    assert {code: (a.decision, a.origin, a.seen) for code, a in store.answers("orders").items()} == {
        "REL06-BP01": ("present", "evidence", "met"),
        "REL06-BP02": ("absent", "evidence", "partly"),
        "serverless:ops_ops_q1_a1": ("present", "evidence", None),
    }
    assert store.answers("orders")["serverless:ops_ops_q1_a1"].source == "REL06-BP01"
    assert accepted(session, store, LATER).told == ("Evidence decides nothing here that is not answered.",)


def test_what_evidence_of_class_p_suggests_is_not_accepted_but_confirmed_by_a_person() -> None:
    store = store_with()
    session = jumped(talk(store), "REL5")
    classes = {p.code: p.practice_class for p in session.standing("REL5").question.practices}
    assert [classes[code] for code in ("REL05-BP02", "REL05-BP03")] == ["A", "P"]
    session = accepted(session, store, LATER)
    assert "REL05-BP03" not in session.answers
    session = confirmed(session, store, "REL05-BP03", LATER)
    kept = session.answers["REL05-BP03"]
    assert (kept.decision, kept.origin, kept.seen) == ("present", "person", "supported")
    assert confirmed(session, store, "REL05-BP04", LATER).told == (
        "Evidence suggests nothing for REL05-BP04: say whether you do.",
    )


def test_confirming_what_nothing_here_is_about_says_why() -> None:
    store = store_with(seen=snapshot(REL05_BP04="not_applicable"))
    session = talk(store)
    assert suggested(session.practice_standing("REL05-BP04")) == "not_applicable"
    session = confirmed(session, store, "REL05-BP04", LATER)
    assert session.answers["REL05-BP04"].reason == "nothing that it concerns is part of this workload"


def test_one_key_says_that_we_do_none_of_the_rest() -> None:
    store = store_with()
    session = jumped(talk(store), "REL13")
    session = answered(session, store, [Given("REL13-BP04", "present")], LATER)
    session = none_of_the_rest(session, store, LATER)
    decisions = {s.practice.code: s.answer.decision for s in session.standing("REL13").standings if s.answer}
    assert list(decisions.values()).count("absent") == 4
    assert decisions["REL13-BP04"] == "present"
    assert none_of_the_rest(session, store, LATER).told == ("Nothing is open here.",)


def test_a_no_answers_what_cannot_be_in_place_without_it_and_undo_takes_all_back() -> None:
    store = store_with()
    session = answered(talk(store), store, [Given("REL13-BP01", "absent")], LATER)
    reasons = {code: answer.reason for code, answer in session.answers.items()}
    assert reasons == {
        "REL13-BP01": "",
        "REL13-BP02": "it cannot be in place without REL13-BP01",
        "REL13-BP03": "it cannot be in place without REL13-BP02",
    }
    assert session.told[0] == "REL13-BP02 is answered no as well: it cannot be in place without REL13-BP01."
    session = undone(session, store, LATER)
    assert all(answer.withdrawn for answer in store.answers("orders").values())
    assert session.told == ("Taken back: REL13-BP01: we don't.",)
    assert undone(session, store, LATER).told == ("Nothing was said in this session that could be taken back.",)


def test_what_followed_from_a_no_opens_again_when_it_becomes_a_yes() -> None:
    store = store_with()
    session = answered(talk(store), store, [Given("REL13-BP01", "absent")], LATER)
    session = answered(session, store, [Given("REL13-BP01", "present")], LATER)
    assert [code for code, answer in session.answers.items() if not answer.withdrawn] == ["REL13-BP01"]
    assert session.told[0] == "REL13-BP02 is open again: its answer came from REL13-BP01."


def test_what_somebody_answered_by_itself_does_not_follow() -> None:
    store = store_with()
    session = answered(talk(store), store, [Given("REL13-BP02", "present")], LATER)
    session = answered(session, store, [Given("REL13-BP01", "absent")], LATER)
    assert session.answers["REL13-BP02"].decision == "present"
    session = answered(session, store, [Given("REL13-BP02", "present", note="really")], LATER)
    assert session.told == (
        "REL13-BP02 cannot be in place without REL13-BP01, which is answered no: one of the two needs another look.",
    )


def test_one_answer_serves_both_lenses_and_follows_its_changes() -> None:
    store = store_with()
    session = answered(talk(store), store, [Given("REL06-BP07", "present", by="Ben")], LATER)
    twin = session.answers["serverless:ops_ops_q1_a3"]
    assert (twin.decision, twin.by, twin.origin, twin.source) == ("present", "Ben", "person", "REL06-BP07")
    assert "serverless:ops_ops_q1_a3 is answered the same: one answer serves both." in session.told
    session = answered(session, store, [Given("REL06-BP07", "absent")], LATER)
    assert session.answers["serverless:ops_ops_q1_a3"].decision == "absent"
    session = withdrawn(session, store, ["REL06-BP07"], LATER)
    assert all(answer.withdrawn for answer in session.answers.values())


def test_a_note_goes_with_the_answer_and_stays_when_the_answer_changes() -> None:
    store = store_with()
    session = answered(talk(store), store, [Given("REL05-BP04", "present")], LATER)
    session = noted(session, store, "REL05-BP04", "since last spring", LATER)
    session = toggled(session, store, "REL05-BP04", LATER)
    assert session.answers["REL05-BP04"].note == "since last spring"
    session = noted(session, store, "REL05-BP06", "ask Kim", LATER)
    session = noted(session, store, "REL5", "a long talk", LATER)
    assert [(remark.about, remark.text) for remark in store.remarks("orders")] == [
        ("REL05-BP06", "ask Kim"),
        ("REL5", "a long talk"),
    ]
    with pytest.raises(ConversationError, match="nothing to keep without a text"):
        noted(session, store, "REL5", " ", LATER)


def test_an_answer_can_be_said_by_somebody_else() -> None:
    store = store_with()
    session = answered(talk(store), store, [Given("REL05-BP04", "present")], LATER)
    session = reattributed(session, store, "REL05-BP04", "Ben", LATER)
    assert (store.answers("orders")["REL05-BP04"].by, session.speaker) == ("Ben", "Ben")
    assert session.told == ("Ben speaks from now on.",)
    assert reattributed(session, store, "REL05-BP04", "Ben", LATER).answers == session.answers


def test_undo_restores_the_answer_before() -> None:
    store = store_with()
    session = answered(talk(store), store, [Given("REL05-BP04", "present")], NOON)
    session = undone(answered(session, store, [Given("REL05-BP04", "absent")], LATER), store, LATER)
    kept = store.answers("orders")["REL05-BP04"]
    assert (kept.decision, kept.at, kept.revision) == ("present", NOON, 3)


def test_undo_takes_back_a_remark() -> None:
    store = store_with()
    session = undone(parked(talk(store), store, "ask Kim", LATER), store, LATER)
    assert (session.parked, store.remarks("orders")[0].settled) == ((), "taken back")


def test_undo_leaves_alone_what_somebody_else_changed_since() -> None:
    store = store_with()
    session = answered(talk(store), store, [Given("REL05-BP04", "present")], LATER)
    theirs = replace(session.answers["REL05-BP04"], by="Kim", decision="absent")
    store.answer("orders", [theirs])
    session = undone(session, store, LATER)
    assert session.told == ("Kim has answered REL05-BP04 since, so nothing was taken back.",)
    assert session.answers["REL05-BP04"].by == "Kim"


def test_whoever_is_later_sees_the_other_answer_and_decides() -> None:
    store = store_with()
    mine = talk(store)
    theirs = Answer("REL05-BP04", "absent", "Kim", NOON)
    store.answer("orders", [theirs])
    session = answered(mine, store, [Given("REL05-BP04", "present"), Given("REL05-BP06", "present")], LATER)
    assert session.conflict is not None
    assert session.conflict.theirs.by == "Kim"
    assert set(store.answers("orders")) == {"REL05-BP04"}
    kept = resolved(session, store, "theirs", LATER)
    assert {code: a.by for code, a in store.answers("orders").items()} == {"REL05-BP04": "Kim", "REL05-BP06": "Jane"}
    assert kept.conflict is None
    assert resolved(kept, store, "ours", LATER) is kept


def test_ours_is_kept_over_theirs_and_the_history_shows_both() -> None:
    store = store_with()
    mine = talk(store)
    store.answer("orders", [Answer("REL05-BP04", "absent", "Kim", NOON)])
    session = resolved(answered(mine, store, [Given("REL05-BP04", "present")], LATER), store, "ours", LATER)
    assert session.answers["REL05-BP04"].by == "Jane"
    assert [answer.by for answer in store.history("orders", "REL05-BP04")] == ["Kim", "Jane"]


def test_what_only_follows_gives_way_to_what_somebody_else_answered() -> None:
    store = store_with()
    mine = talk(store)
    store.answer("orders", [Answer("REL13-BP02", "present", "Kim", NOON)])
    session = answered(mine, store, [Given("REL13-BP01", "absent")], LATER)
    assert session.conflict is None
    assert (session.answers["REL13-BP01"].decision, session.answers["REL13-BP02"].by) == ("absent", "Kim")


def test_what_is_parked_settles_when_its_question_is_answered() -> None:
    store = store_with()
    session = parked(jumped(talk(store), "SUS1"), store, "ask Kim", LATER)
    session = none_of_the_rest(session, store, LATER)
    assert store.remarks("orders")[0].settled == "answered"
