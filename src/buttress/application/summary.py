"""What a conversation came to: for everybody who was there, and for those who were not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from buttress.application.choices import choices_of
from buttress.application.session import minutes_used

if TYPE_CHECKING:
    import datetime

    from buttress.answers.agenda import Stake
    from buttress.answers.standing import QuestionStanding, Standing
    from buttress.application.choices import Choice
    from buttress.application.session import Session
    from buttress.application.workload import Participant, Remark
    from buttress.lenses import Question

TOP: Final = 5
"""How many risks and next steps are named."""
RISKS: Final = ("high", "medium", "low")
SIZES: Final = ("S", "M", "L")


@dataclass(frozen=True, slots=True)
class Decided:
    """Holds the choices of a question that were answered in this session."""

    question: Question
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """Holds what was decided, what stays open, what is parked, the top risks, what is at stake, and the next steps.

    `minutes` is the time of this session. `before` counts answers of earlier sessions, `by_evidence` practices that
    evidence decides and nobody needed to answer. `open` pairs a question with how many of its practices are open.
    `nobody` are codes of open questions that nobody present is named for. `absent` are practices that are not there,
    whoever says so, those of high risk and little effort first.
    """

    name: str
    at: datetime.datetime
    minutes: float
    budget: float
    people: tuple[Participant, ...]
    decided: tuple[Decided, ...]
    before: int
    by_evidence: int
    open: tuple[tuple[QuestionStanding, int], ...]
    parked: tuple[Remark, ...]
    notes: tuple[Remark, ...]
    certain: tuple[QuestionStanding, ...]
    absent: tuple[Choice, ...]
    stake: Stake
    nobody: tuple[str, ...]

    @property
    def answers(self) -> int:
        """Count the answers of this session."""
        return sum(len(found.choices) for found in self.decided)


def summary_of(session: Session, now: datetime.datetime) -> Summary:
    """Sum up a conversation as it stands."""
    standings = session.standings()
    choices = [choice for question in session.questions() for choice in choices_of(session, question.code)]
    decided = [Decided(question, _now(session, question)) for question in session.questions()]
    all_standings = [standing for question in standings for standing in question.standings]
    answered = sum(standing.answer is not None for standing in all_standings)
    this_session = sum(len(found.choices) for found in decided)
    return Summary(
        name=session.workload.name,
        at=now,
        minutes=minutes_used(session, now),
        budget=session.budget,
        people=session.people,
        decided=tuple(found for found in decided if found.choices),
        before=answered - this_session,
        by_evidence=sum(standing.answer is None and standing.decided for standing in all_standings),
        open=tuple((question, len(question.open)) for question in standings if question.open),
        parked=session.parked,
        notes=tuple(r for r in session.remarks if r.kind == "note" and not r.settled and r.at >= session.began),
        certain=tuple(question for question in standings if question.risk.best == "HIGH"),
        absent=tuple(sorted((choice for choice in choices if _absent(choice.standing)), key=_urgency)),
        stake=session.stake,
        nobody=tuple(topic.code for topic in session.agenda.nobody if session.standing(topic.code).open),
    )


def _now(session: Session, question: Question) -> tuple[Choice, ...]:
    """Give the choices of a question that were answered since the session began."""
    return tuple(
        choice
        for choice in choices_of(session, question.code)
        if choice.standing.answer is not None and choice.standing.answer.revision != session.earlier.get(choice.code, 0)
    )


def _absent(standing: Standing) -> bool:
    return standing.applies and standing.decided and standing.presence == (False, False)


def _urgency(choice: Choice) -> tuple[int, int, str]:
    practice = choice.standing.practice
    return RISKS.index(practice.risk), SIZES.index(choice.guide.effort.size), practice.code
