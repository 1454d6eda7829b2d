"""What becomes of actions."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from buttress.plan.following import by_people, followed
from tests.answers.review import QUEUE, practice
from tests.plan.kept import DAY, NOON, accepted, action, answer, finding, question, snapshot, standing

if TYPE_CHECKING:
    from buttress.answers.answer import Answer
    from buttress.answers.snapshot import Snapshot
    from buttress.plan.action import Action, Status

ONE, TWO = ("a", "template.yaml#One"), ("a", "template.yaml#Two")
LATER = NOON + datetime.timedelta(days=30)


def after(given: Action, kept: Snapshot | None, *answers: Answer) -> tuple[tuple[Status, str], ...]:
    standings = standing(question(practice(kind="C")), kept or snapshot(), *answers).standings
    return tuple((each.status, each.reason) for each in followed([given], kept, standings, LATER))


def test_an_action_closes_when_every_gap_of_it_is_met() -> None:
    kept = snapshot(finding("a", "met"), finding("a", "met", "Two"))
    assert after(action("a", ONE, TWO), kept) == (("closed", "evidence shows it: 2 of 2 met"),)
    assert after(action("a", ONE, status="reported"), kept) == (("closed", "evidence shows it: 1 of 1 met"),)


def test_an_action_closes_when_its_resource_is_gone_and_everything_was_read() -> None:
    kept = snapshot(finding("a", "met", "Two"))
    assert after(action("a", ONE, TWO), kept) == (("closed", "evidence shows it: 1 of 2 met, 1 gone"),)
    assert after(action("a", ONE), snapshot(finding("b"))) == ()
    assert after(action("a", ONE), snapshot(finding("b", name="Two"), complete=False)) == ()


@pytest.mark.parametrize("state", ["gap", "unknown", "not_applicable"])
def test_nothing_but_met_closes_an_action_while_its_resource_is_there(state: str) -> None:
    assert after(action("a", ONE), snapshot(finding("a", state))) == ()  # type: ignore[arg-type]  # a state by its name


def test_a_suppressed_gap_neither_closes_nor_opens_an_action() -> None:
    kept = snapshot(accepted(finding("a")))
    assert after(action("a", ONE), kept) == ()
    assert after(replace(action("a", ONE, status="closed"), by="evidence"), kept) == ()


def test_a_resource_that_is_there_without_a_verdict_closes_nothing() -> None:
    kept = replace(snapshot(finding("b", name="Two")), declared=(("template.yaml#One", QUEUE),))
    assert after(action("a", ONE), kept) == ()


def test_an_action_grows_by_places_that_have_the_same_gap() -> None:
    kept = snapshot(finding("a"), finding("a", name="Two"))
    changed = followed([action("a", ONE)], kept, (), LATER)
    assert [each.findings for each in changed] == [(ONE, TWO)]


def test_a_closed_action_comes_back_with_its_gap_and_with_a_new_place() -> None:
    closed = replace(action("a", ONE, status="closed"), by="evidence")
    assert after(closed, snapshot(finding("a"))) == (("open", "the gap came back: template.yaml#One"),)
    kept = snapshot(finding("a", "met"), finding("a", name="Two"))
    assert after(closed, kept) == (("open", "the gap is in a new place: template.yaml#Two"),)
    assert after(closed, snapshot(finding("a", "met"))) == ()


def test_what_a_person_closed_in_view_of_its_gaps_comes_back_only_elsewhere_or_after_it_was_met() -> None:
    word = replace(action("a", ONE, status="closed"), by="Jane", reason="done")
    assert after(word, snapshot(finding("a"))) == ()
    assert after(word, snapshot(finding("a"), finding("a", name="Two"))) == (
        ("open", "the gap is in a new place: template.yaml#Two"),
    )
    met = snapshot(finding("a", "met"))
    (seen,) = followed([word], met, (), LATER)
    assert (seen.status, seen.reason) == ("closed", "done; evidence shows no gap any more")
    assert after(seen, snapshot(finding("a"))) == (("open", "the gap came back: template.yaml#One"),)


def test_an_accepted_risk_comes_back_on_the_day_after_its_last() -> None:
    kept = snapshot(finding("a"))
    assert after(action("a", ONE, status="accepted", until=LATER.date()), kept) == ()
    assert after(action("a", ONE, status="accepted", until=DAY), kept) == (
        ("open", "the risk was accepted until 2026-03-02: "),
    )


def test_an_accepted_risk_is_not_closed_by_evidence_before_its_day() -> None:
    assert after(action("a", ONE, status="accepted", until=LATER.date()), snapshot(finding("a", "met"))) == ()


def test_without_a_review_nothing_becomes_of_gaps() -> None:
    assert after(action("a", ONE), None) == ()


def test_an_action_for_a_practice_follows_the_answer() -> None:
    kept = snapshot()
    in_place = (("closed", "the practice is in place, or does not apply"),)
    assert after(action("P1"), kept, answer("P1", "present")) == in_place
    assert after(action("P1"), kept, answer("P1", "not_applicable")) == in_place
    assert after(action("P1"), snapshot(P1="not_applicable")) == in_place
    assert after(action("P1"), kept, answer("P1", "absent")) == ()
    assert after(action("P1", status="closed"), kept, answer("P1", "absent")) == (
        ("open", "the practice was answered with no again"),
    )
    assert after(action("P1", status="closed"), kept) == ()


def test_an_action_for_a_practice_of_another_lens_stays_as_it_is() -> None:
    assert after(action("gone"), snapshot()) == ()


def test_a_person_closes_what_configuration_does_not_decide() -> None:
    known = {
        each.practice.code: each
        for each in standing(
            question(practice(code="P1", kind="A"), practice(code="P2", kind="P")), snapshot()
        ).standings
    }
    assert not by_people(action("a", ONE), known)
    assert by_people(action("a", ONE, practices=("P2",)), known)
    assert by_people(action("P1"), known)
