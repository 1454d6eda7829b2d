"""The scorecard of a pillar: questions counted by risk, and how much evidence could say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from buttress.answers.answers import PillarAnswers, QuestionAnswers
    from buttress.answers.proposal import Proposal
    from buttress.answers.risk import Interval, Risk


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts questions of one risk: those that have it whatever comes, and those that may turn out to have it."""

    certain: int
    possible: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts the practices of class A and P that apply, and those of them that evidence has something to say about."""

    said: int
    of: int

    @property
    def ratio(self) -> float:
        """Give the share between 0 and 1; 0 where no such practice applies."""
        return self.said / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Counts each question of a pillar once, under the worst that it may turn out to be.

    `none` counts the questions that are without risk whatever comes, `not_applicable` those that do not apply;
    `to_talk_about` lists the codes of the questions with anything open.
    """

    high: Tally
    medium: Tally
    none: int
    not_applicable: int
    coverage: Coverage
    to_talk_about: tuple[str, ...]


def scorecard(pillar: PillarAnswers) -> Scorecard:
    """Count the questions of a pillar."""
    questions = pillar.questions
    return Scorecard(
        high=tally((question.risk for question in questions), "HIGH"),
        medium=tally((question.risk for question in questions), "MEDIUM"),
        none=_number(questions, "NONE"),
        not_applicable=_number(questions, "NOT_APPLICABLE"),
        coverage=coverage([proposal for question in questions for proposal in question.proposals]),
        to_talk_about=tuple(question.question.code for question in questions if question.open),
    )


def coverage(proposals: Iterable[Proposal]) -> Coverage:
    """Count what evidence decided (class A), supported or contradicted (class P), of all of both that apply."""
    states = [
        found.state for found in proposals if found.state != "not_applicable" and found.practice.practice_class != "C"
    ]
    return Coverage(len(states) - states.count("open"), len(states))


def tally(risks: Iterable[Interval], risk: Risk) -> Tally:
    """Count the questions of which the worst that they may turn out to be is this risk, by their intervals."""
    best = [found.best for found in risks if found.worst == risk]
    certain = best.count(risk)
    return Tally(certain, len(best) - certain)


def _number(questions: Sequence[QuestionAnswers], risk: Risk) -> int:
    return [question.risk.worst for question in questions].count(risk)
