"""What the lenses say before and after."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from buttress.answers import Interval, Tally
from buttress.answers.answer import Answer
from buttress.answers.snapshot import Said
from tests.plan.snapshots import changed, practice, snapshot

if TYPE_CHECKING:
    from buttress.answers.answer import Decision
    from buttress.answers.proposal import ProposalState

NOON = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)
P1, P2 = practice("P1"), practice("P2", "C")


def answer(decision: Decision, seen: ProposalState | None = None, code: str = "P1") -> Answer:
    return Answer(code, decision, "jane", NOON, seen=seen)


def test_a_proposal_that_changed_moves_its_question_and_its_pillar() -> None:
    old = snapshot(said=[Said("P1", "open"), Said("P2", "open")])
    new = snapshot(said=[Said("P1", "contradicted"), Said("P2", "open")])
    shifts = changed(old, new, P1, P2).shifts
    assert [(one.practice.code, one.before, one.after) for one in shifts.practices] == [("P1", "open", "contradicted")]
    assert [(one.before, one.after) for one in shifts.questions] == [
        (Interval("NONE", "HIGH"), Interval("HIGH", "HIGH"))
    ]
    (pillar,) = shifts.pillars
    assert (pillar.high, pillar.medium) == ((Tally(0, 1), Tally(1, 0)), (Tally(0, 0), Tally(0, 0)))


def test_a_share_that_changed_is_told_and_what_one_side_does_not_speak_of_is_not() -> None:
    old = snapshot(said=[Said("P1", "partly", share=(1, 3))])
    new = snapshot(said=[Said("P1", "partly", share=(2, 3)), Said("P2", "open")])
    (shift,) = changed(old, new, P1, P2).shifts.practices
    assert shift.shares == ((1, 3), (2, 3))


def test_a_lens_that_applies_on_one_side_only_is_told_by_its_name() -> None:
    old, new = snapshot(lenses=()), snapshot(said=[Said("P1", "met")])
    there, back = changed(old, new, P1), changed(new, old, P1)
    assert (there.lenses, back.lenses) == ((("house",), ()), ((), ("house",)))
    assert there.shifts.practices == ()
    assert not there.empty


def test_answers_count_where_both_sides_have_some() -> None:
    old, new = snapshot(said=[Said("P1", "open")]), snapshot(said=[Said("P1", "contradicted")])
    said = {"P1": answer("absent")}
    assert changed(old, new, P1, answers=(said, said)).shifts.questions == ()
    assert len(changed(old, new, P1, answers=(said, {})).shifts.questions) == 1


def test_answers_that_changed_are_told_and_those_repeated_are_not() -> None:
    one = snapshot(said=[Said("P1", "open")])
    yes, no = answer("present"), answer("absent")
    later = replace(yes, by="joe", revision=7)
    gone = replace(yes, withdrawn=True)

    def told(before: Answer | None, after: Answer | None) -> list[tuple[Answer | None, Answer | None]]:
        sides = ({} if before is None else {"P1": before}), ({} if after is None else {"P1": after})
        return [(shift.before, shift.after) for shift in changed(one, one, P1, answers=sides).shifts.answers]

    assert told(yes, no) == [(yes, no)]
    assert told(None, yes) == [(None, yes)]
    assert told(yes, gone) == [(yes, None)]
    assert told(yes, later) == []


def test_an_answer_goes_stale_when_evidence_comes_to_say_the_opposite() -> None:
    yes = {"P1": answer("present", seen="supported")}
    old, new = snapshot(said=[Said("P1", "supported")]), snapshot(said=[Said("P1", "contradicted")])
    (stale,) = changed(old, new, P1, answers=(yes, yes)).shifts.stale
    assert (stale.practice.code, stale.answer.by, stale.before, stale.after) == (
        "P1",
        "jane",
        "supported",
        "contradicted",
    )
    assert changed(new, new, P1, answers=(yes, yes)).shifts.stale == ()
    assert changed(new, old, P1, answers=(yes, yes)).shifts.stale == ()
