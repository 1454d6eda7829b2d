"""What the lenses say before and after: proposals for practices, answers, and the risk of questions and pillars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from buttress.answers.scorecard import tally
from buttress.answers.standing import Standing, counting, standing_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from buttress.answers.answer import Answer
    from buttress.answers.proposal import ProposalState
    from buttress.answers.risk import Interval
    from buttress.answers.scorecard import Tally
    from buttress.answers.snapshot import Snapshot
    from buttress.answers.standing import QuestionStanding
    from buttress.lenses import Lens, Pillar, Practice, Question


@dataclass(frozen=True, slots=True)
class Side:
    """Holds one side of a comparison: what evidence said, and what people had answered by the practice's code."""

    snapshot: Snapshot
    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class PracticeShift:
    """Tells that evidence says something else about a practice; a share is as in `Said`."""

    practice: Practice
    before: ProposalState
    after: ProposalState
    shares: tuple[tuple[int, int] | None, tuple[int, int] | None]


@dataclass(frozen=True, slots=True)
class QuestionShift:
    """Tells that the risk of a question has another interval."""

    question: Question
    before: Interval
    after: Interval


@dataclass(frozen=True, slots=True)
class PillarShift:
    """Tells that a pillar counts its questions otherwise; each pair is before and after."""

    lens: Lens
    pillar: Pillar
    high: tuple[Tally, Tally]
    medium: tuple[Tally, Tally]


@dataclass(frozen=True, slots=True)
class AnswerShift:
    """Tells that an answer came, went or changed; None where there is none, or it was withdrawn."""

    practice: Practice
    before: Answer | None
    after: Answer | None


@dataclass(frozen=True, slots=True)
class Stale:
    """Tells that evidence has come to say the opposite of an answer."""

    practice: Practice
    answer: Answer
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Shifts:
    """Holds all that is said otherwise, in the order of the lenses."""

    practices: tuple[PracticeShift, ...]
    questions: tuple[QuestionShift, ...]
    pillars: tuple[PillarShift, ...]
    answers: tuple[AnswerShift, ...]
    stale: tuple[Stale, ...]


def shifts_of(before: Side, after: Side, lenses: Sequence[Lens]) -> Shifts:
    """Compare what the lenses that apply on both sides say.

    Answers count towards the risk where both sides have some: a milestone compared with a branch is compared by
    evidence alone, as nobody answers a branch.
    """
    shared = [lens for lens in lenses if lens.id in before.snapshot.lenses and lens.id in after.snapshot.lenses]
    practices = [practice for lens in shared for practice in lens.practices()]
    pairs = [
        (lens, pillar, [_standings(one, before, after) for one in pillar.questions])
        for lens in shared
        for pillar in lens.pillars
    ]
    return Shifts(
        practices=tuple(_practices(practices, before.snapshot, after.snapshot)),
        questions=tuple(
            QuestionShift(old.question, old.risk, new.risk)
            for _, _, questions in pairs
            for old, new in questions
            if old.risk != new.risk
        ),
        pillars=tuple(shift for lens, pillar, questions in pairs for shift in _pillar(lens, pillar, questions)),
        answers=tuple(_answers(practices, before.answers, after.answers)),
        stale=tuple(_stale(practices, before, after)),
    )


def _standings(question: Question, before: Side, after: Side) -> tuple[QuestionStanding, QuestionStanding]:
    answered = bool(before.answers) and bool(after.answers)
    old, new = (before.answers, after.answers) if answered else ({}, {})
    return (
        standing_of(question, before.snapshot.by_practice, old),
        standing_of(question, after.snapshot.by_practice, new),
    )


def _practices(practices: Sequence[Practice], before: Snapshot, after: Snapshot) -> Iterator[PracticeShift]:
    for practice in practices:
        old, new = before.by_practice.get(practice.code), after.by_practice.get(practice.code)
        if old is not None and new is not None and (old.state, old.share) != (new.state, new.share):
            yield PracticeShift(practice, old.state, new.state, (old.share, new.share))


def _pillar(
    lens: Lens, pillar: Pillar, questions: Sequence[tuple[QuestionStanding, QuestionStanding]]
) -> Iterator[PillarShift]:
    olds, news = [old.risk for old, _ in questions], [new.risk for _, new in questions]
    shift = PillarShift(
        lens,
        pillar,
        (tally(olds, "HIGH"), tally(news, "HIGH")),
        (tally(olds, "MEDIUM"), tally(news, "MEDIUM")),
    )
    if shift.high[0] != shift.high[1] or shift.medium[0] != shift.medium[1]:
        yield shift


def _answers(
    practices: Sequence[Practice], before: Mapping[str, Answer], after: Mapping[str, Answer]
) -> Iterator[AnswerShift]:
    for practice in practices:
        old, new = counting(before.get(practice.code)), counting(after.get(practice.code))
        if _told(old) != _told(new):
            yield AnswerShift(practice, old, new)


def _told(answer: Answer | None) -> tuple[str, ...] | None:
    """Give what an answer says, without who said it when."""
    return None if answer is None else (answer.decision, answer.reason, answer.note)


def _stale(practices: Sequence[Practice], before: Side, after: Side) -> Iterator[Stale]:
    for practice in practices:
        old, new = _stands(practice, before), _stands(practice, after)
        if new.answer is not None and new.stale and not old.stale:
            yield Stale(practice, new.answer, old.state, new.state)


def _stands(practice: Practice, side: Side) -> Standing:
    return Standing(practice, side.snapshot.by_practice.get(practice.code), counting(side.answers.get(practice.code)))
