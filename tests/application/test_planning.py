"""The plan of a workload, and what people do with it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from buttress.application.planning import accept_risk, assign, done, planned
from buttress.application.store import StoreError
from tests.application.house import NEXT, NOON, hand, house, review, say

if TYPE_CHECKING:
    from pathlib import Path

FRIDAY = datetime.date(2026, 3, 6)
CLASS_P, CLASS_A = "check-of-REL05-BP04", "check-of-REL05-BP02"


def test_the_plan_is_of_evidence_and_of_what_people_said_is_absent(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        review(store)
        say(store, "REL13-BP01", "absent")
        found = planned(store, "orders", NOON)
        assert {line.id for line in found.plan.lines} == {
            "check-of-REL05-BP01",
            "check-of-REL05-BP02",
            "check-of-REL06-BP02",
            "REL13-BP01",
        }


def test_an_item_becomes_an_action_with_an_owner_and_a_day(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        review(store)
        action = assign(hand(store), CLASS_A, "Priya", FRIDAY)
        assert (action.owner, action.due, action.status, action.by) == ("Priya", FRIDAY, "open", "Ben")
        assert action.first_step == f"Begin with {CLASS_A}."
        other = assign(hand(store), CLASS_A, "Tom")
        assert (other.owner, other.due, other.revision) == ("Tom", FRIDAY, 2)


def test_what_is_not_in_the_plan_is_named_with_what_is_meant(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        review(store)
        with pytest.raises(
            StoreError, match=r"The plan of orders has no 'check-of-REL05'. Did you mean check-of-REL05-"
        ):
            assign(hand(store), "check-of-REL05", "Priya")
        with pytest.raises(StoreError, match="buttress plan lists what is to be done"):
            assign(hand(store), "xyz", "Priya")


def test_a_word_is_enough_where_people_decide_and_evidence_has_the_last_one_elsewhere(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        review(store, REL05_BP04="contradicted")
        assert done(hand(store), CLASS_A, "set a limit").status == "reported"
        assert done(hand(store), CLASS_P).status == "closed"
        with pytest.raises(StoreError, match="is closed already"):
            done(hand(store), CLASS_P)


def test_done_answers_the_practice_that_people_said_is_absent(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        review(store)
        say(store, "REL13-BP01", "absent")
        assert done(hand(store), "REL13-BP01", "restored in 40 minutes").status == "closed"
        answer = store.answers("orders")["REL13-BP01"]
        assert (answer.decision, answer.by, answer.note, answer.source) == (
            "present",
            "Ben",
            "restored in 40 minutes",
            "plan",
        )
        assert "REL13-BP01" not in {line.id for line in planned(store, "orders", NOON).plan.lines}
        say(store, "REL13-BP01", "absent")
        assert [action.status for action in planned(store, "orders", NEXT).actions.values()] == ["open"]
        assert assign(hand(store), "REL13-BP01", "Priya").status == "open"


def test_done_leaves_an_answer_alone_that_says_no_more_that_it_is_absent(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        review(store)
        for code in ("OPS06-BP03", "serverless:ops_ops_q2_a3"):
            say(store, code, "absent")
        assign(hand(store), "OPS06-BP03", "Priya")
        say(store, "serverless:ops_ops_q2_a3", "present")
        done(hand(store), "OPS06-BP03")
        answers = store.answers("orders")
        assert (answers["OPS06-BP03"].by, answers["serverless:ops_ops_q2_a3"].by) == ("Ben", "Jane")


def test_an_accepted_risk_leaves_the_lines_until_its_day(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        review(store)
        accept_risk(hand(store), CLASS_A, "the contract ends", FRIDAY)
        found = planned(store, "orders", NOON)
        assert CLASS_A not in {line.id for line in found.plan.lines}
        assert [action.id for action in found.accepted] == [CLASS_A]
        later = planned(store, "orders", NOON + datetime.timedelta(days=5))
        assert CLASS_A in {line.id for line in later.plan.lines}
        assert later.accepted == ()


def test_a_risk_is_accepted_until_a_day_to_come(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        review(store)
        with pytest.raises(StoreError, match="2026-03-01 has passed"):
            accept_risk(hand(store), CLASS_A, "why not", datetime.date(2026, 3, 1))


def test_giving_an_accepted_risk_an_owner_takes_it_on_again(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        review(store)
        accept_risk(hand(store), CLASS_A, "the contract ends", FRIDAY)
        assert assign(hand(store), CLASS_A, "Priya").status == "open"


def test_a_closed_action_that_is_in_the_plan_again_goes_on_under_its_id(tmp_path: Path) -> None:
    with house(tmp_path) as store:
        review(store)
        assign(hand(store), CLASS_A, "Priya")
        review(store, NEXT, REL05_BP02="met")
        assert [action.id for action in planned(store, "orders", NEXT).done] == [CLASS_A]
