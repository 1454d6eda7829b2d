"""Where practices stand when evidence and people have both spoken."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from buttress.answers import Counts, Interval, Proposal
from buttress.answers.risk import interval
from buttress.answers.standing import QuestionStanding, Standing, interval_of
from tests.answers.review import practice
from tests.plan.kept import answer, question, snapshot, standing

if TYPE_CHECKING:
    from buttress.answers.answer import Answer, Decision
    from buttress.answers.proposal import ProposalState
    from buttress.lenses.lens import PracticeClass

STATES: tuple[ProposalState, ...] = ("met", "supported", "partly", "contradicted", "open", "not_applicable")
YES, NO = (True, True), (False, False)


def stands(state: ProposalState, given: Answer | None = None, kind: PracticeClass = "A") -> Standing:
    asked = question(practice(kind=kind))
    answers = () if given is None else (given,)
    return standing(asked, snapshot(P1=state), *answers).standings[0]


@pytest.mark.parametrize(("first", "second"), list(itertools.product(STATES, STATES)))
@pytest.mark.parametrize("kind", ["A", "P"])
def test_without_answers_the_risk_is_that_of_the_proposals(
    first: ProposalState, second: ProposalState, kind: PracticeClass
) -> None:
    practices = (practice(code="P1", kind=kind), practice(code="P2", kind=kind, risk="medium"))
    kept = snapshot(P1=first, P2=second)
    proposals = [Proposal(each, kept.by_practice[each.code].state, Counts()) for each in practices]
    assert standing(question(*practices), kept).risk == interval(proposals)


@pytest.mark.parametrize(("decision", "presence"), [("present", YES), ("absent", NO)])
@pytest.mark.parametrize("state", ["open", "supported"])
def test_an_answer_decides_what_evidence_leaves_open(
    decision: Decision, presence: tuple[bool, bool], state: ProposalState
) -> None:
    found = stands(state, answer("P1", decision, seen=state))
    assert (found.presence, found.decided, found.disputed) == (presence, True, False)


@pytest.mark.parametrize(
    ("decision", "state", "disputed"),
    [
        ("present", "contradicted", True),
        ("present", "partly", True),
        ("present", "met", False),
        ("absent", "met", True),
        ("absent", "contradicted", False),
        ("absent", "supported", False),
        ("not_applicable", "met", True),
        ("not_applicable", "supported", True),
        ("not_applicable", "contradicted", True),
        ("not_applicable", "open", False),
    ],
)
def test_evidence_that_says_the_opposite_disputes_an_answer(
    decision: Decision, state: ProposalState, *, disputed: bool
) -> None:
    assert stands(state, answer("P1", decision, seen=state)).disputed is disputed


def test_an_answer_given_in_view_of_the_evidence_stands_and_is_not_stale() -> None:
    found = stands("contradicted", answer("P1", "present", seen="contradicted"))
    assert (found.disputed, found.stale, found.decided, found.presence) == (True, False, True, YES)


def test_an_answer_goes_stale_when_evidence_comes_to_say_the_opposite() -> None:
    found = stands("contradicted", answer("P1", "present", seen="open"))
    assert (found.stale, found.decided, found.presence, found.applies) == (True, False, (True, False), True)
    apart = stands("met", answer("P1", "not_applicable", seen="open"))
    assert (apart.stale, apart.applies) == (True, True)


def test_what_somebody_said_does_not_apply_is_left_out() -> None:
    found = stands("open", answer("P1", "not_applicable"))
    assert (found.applies, found.decided) == (False, True)
    assert interval_of([found]) == Interval("NOT_APPLICABLE", "NOT_APPLICABLE")


@pytest.mark.parametrize(
    ("state", "kind", "decided"),
    [
        ("met", "A", True),
        ("not_applicable", "A", True),
        ("contradicted", "A", True),
        ("partly", "A", True),
        ("contradicted", "P", False),
        ("supported", "P", False),
        ("open", "A", False),
    ],
)
def test_what_evidence_decides_needs_no_talk(state: ProposalState, kind: PracticeClass, *, decided: bool) -> None:
    assert stands(state, kind=kind).decided is decided


def test_an_answer_that_was_withdrawn_does_not_count() -> None:
    found = stands("open", answer("P1", "present", withdrawn=True))
    assert (found.answer, found.decided) == (None, False)


def test_a_practice_that_nothing_was_said_of_is_open() -> None:
    found = standing(question(), snapshot())
    assert found.standings[0].state == "open"
    assert found.open == found.standings
    assert not found.standings[0].disputed
    assert QuestionStanding(found.question, ()).risk == Interval("NOT_APPLICABLE", "NOT_APPLICABLE")
