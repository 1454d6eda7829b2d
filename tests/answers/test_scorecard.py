"""How a pillar is counted."""

from __future__ import annotations

from buttress.answers import Counts, Coverage, Interval, PillarAnswers, Proposal, QuestionAnswers, Scorecard, Tally
from buttress.answers.scorecard import coverage, scorecard
from buttress.lenses import Pillar, Question
from tests.answers.review import practice


def asked(code: str, risk: Interval, *proposals: Proposal) -> QuestionAnswers:
    return QuestionAnswers(Question("house", code, code, "Who?", "security", ()), proposals, risk)


MET = Proposal(practice(), "met", Counts())
OPEN = Proposal(practice(), "open", Counts())


def test_a_question_counts_once_under_the_worst_that_it_may_be() -> None:
    questions = (
        asked("Q1", Interval("HIGH", "HIGH"), MET),
        asked("Q2", Interval("NONE", "HIGH"), OPEN),
        asked("Q3", Interval("MEDIUM", "HIGH"), OPEN, MET),
        asked("Q4", Interval("MEDIUM", "MEDIUM")),
        asked("Q5", Interval("NONE", "MEDIUM")),
        asked("Q6", Interval("NONE", "NONE")),
        asked("Q7", Interval("NOT_APPLICABLE", "NOT_APPLICABLE")),
    )
    assert scorecard(PillarAnswers(Pillar("security", "Security", ()), questions)) == Scorecard(
        high=Tally(certain=1, possible=2),
        medium=Tally(certain=1, possible=1),
        none=1,
        not_applicable=1,
        coverage=Coverage(2, 4),
        to_talk_about=("Q2", "Q3"),
    )


def test_coverage_counts_the_practices_that_evidence_speaks_of() -> None:
    proposals = (
        *(Proposal(practice(kind="A"), state, Counts()) for state in ("met", "partly", "contradicted", "open")),
        *(Proposal(practice(kind="P"), state, Counts()) for state in ("supported", "contradicted", "open")),
        Proposal(practice(kind="A"), "not_applicable", Counts()),
        Proposal(practice(kind="C"), "open", Counts()),
    )
    found = coverage(proposals)
    assert (found, found.ratio) == (Coverage(5, 7), 5 / 7)


def test_coverage_of_nothing_is_nothing() -> None:
    assert coverage(()).ratio == 0.0
