"""A conversation as it stands: what is known of the workload, who is present, and the question on the table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from buttress.answers.agenda import Agenda, Stake, stake_of
from buttress.answers.standing import QuestionStanding, Standing, standing_of
from buttress.application.guiding import who_of
from buttress.application.workload import MINUTES
from buttress.lenses.guide import ROLES

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping

    from buttress.answers.answer import Answer, Decision, Origin
    from buttress.answers.snapshot import Said, Snapshot
    from buttress.application.workload import Participant, Remark, Workload
    from buttress.lenses import Lens, Pillar, Practice, Question
    from buttress.lenses.guide import Role

TAKEN_BACK = "taken back"
"""What settles a remark that somebody undid; such remarks are shown no more."""


class ConversationError(Exception):
    """Says why something cannot be answered this way, and what to do about it."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """Says who sits down to talk, for how many minutes, and who speaks where nobody else is named.

    Without a `speaker` it is the first of the people. Without `people`, all who took part before are taken to be here,
    and everybody where nobody ever did.
    """

    speaker: str
    people: tuple[Participant, ...] = ()
    minutes: float = MINUTES


@dataclass(frozen=True, slots=True)
class Given:
    """Holds an answer as somebody gives it. Without `by` it is whoever speaks; a `note` of None keeps the old one."""

    practice: str
    decision: Decision
    reason: str = ""
    note: str | None = None
    by: str = ""
    origin: Origin = "person"
    source: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """Remembers what one action wrote, to take it back: each answer with the one before it, or a remark."""

    did: str
    answers: tuple[tuple[Answer | None, Answer], ...] = ()
    remark: Remark | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Holds the answer that somebody else was faster with, and what we were about to say."""

    theirs: Answer
    ours: tuple[Given, ...]
    did: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Holds an answer from earlier or from a template, and in words where it comes from."""

    answer: Answer
    origin: Literal["earlier", "template"]
    source: str


@dataclass(frozen=True, slots=True)
class Session:
    """Holds a conversation. Nothing of it is needed to go on later: the store has every answer.

    `answers` are the newest that this session knows of, `earlier` the revisions of those that were there when it began.
    `agenda` stays as it was made then, so that questions do not move while people talk. `at` is the code of the
    question on the table. `told` says what the last action did beyond what was asked. `budget` is in minutes.
    """

    workload: Workload
    snapshot: Snapshot | None
    lenses: tuple[Lens, ...]
    answers: Mapping[str, Answer]
    remarks: tuple[Remark, ...]
    people: tuple[Participant, ...]
    speaker: str
    began: datetime.datetime
    budget: float
    agenda: Agenda
    at: str
    offers: Mapping[str, tuple[Offer, ...]]
    earlier: Mapping[str, int]
    steps: tuple[Step, ...] = ()
    conflict: Conflict | None = None
    told: tuple[str, ...] = ()

    @property
    def said(self) -> Mapping[str, Said]:
        """Give what evidence says, by practice; nothing where nothing was reviewed."""
        return self.snapshot.by_practice if self.snapshot is not None else {}

    def pillars(self) -> Iterator[Pillar]:
        """Give the pillars of the lenses that apply, in their order."""
        return (pillar for lens in self.lenses for pillar in lens.pillars)

    def questions(self) -> Iterator[Question]:
        """Give the questions of the lenses that apply, in their order."""
        return (question for lens in self.lenses for question in lens.questions())

    def practice(self, code: str) -> Practice | None:
        """Give a practice of the lenses that apply by its code, or None."""
        return next((found for lens in self.lenses for found in lens.practices() if found.code == code), None)

    def question_of(self, practice: str) -> Question:
        """Give the question that a practice answers; raises ConversationError where no lens that applies has it."""
        for question in self.questions():
            if any(found.code == practice for found in question.practices):
                return question
        raise ConversationError(f"No practice of the lenses that apply here has the code {practice!r}.")

    def standing(self, question: str) -> QuestionStanding:
        """Give where a question stands by its code; raises ConversationError where there is none."""
        for found in self.questions():
            if found.code == question:
                return standing_of(found, self.said, self.answers)
        raise ConversationError(f"No question of the lenses that apply here has the code {question!r}.")

    def standings(self) -> tuple[QuestionStanding, ...]:
        """Give where all questions stand, in the order of the lenses."""
        return tuple(standing_of(question, self.said, self.answers) for question in self.questions())

    def practice_standing(self, code: str) -> Standing:
        """Give where a practice stands by its code."""
        standings = self.standing(self.question_of(code).code).standings
        return next(standing for standing in standings if standing.practice.code == code)

    @property
    def stake(self) -> Stake:
        """Count what is still at stake over all questions."""
        return stake_of(self.standings())

    @property
    def roles(self) -> tuple[Role, ...]:
        """Give the roles that are present: those of the people, all where nobody is named."""
        return roles_of(self.people)

    def pillar(self, pillar: str) -> str:
        """Give the name of a pillar by its id."""
        return next(found.name for found in self.pillars() if found.id == pillar)

    def remarks_on(self, *about: str) -> tuple[Remark, ...]:
        """Give what was noted or parked about questions and practices, but what was taken back."""
        return tuple(r for r in self.remarks if r.about in about and r.settled != TAKEN_BACK)

    @property
    def parked(self) -> tuple[Remark, ...]:
        """Give what is parked and waits."""
        return tuple(remark for remark in self.remarks if remark.kind == "parked" and not remark.settled)

    @property
    def parked_codes(self) -> frozenset[str]:
        """Give the codes of what is parked and waits."""
        return frozenset(remark.about for remark in self.parked)


def roles_of(people: tuple[Participant, ...]) -> tuple[Role, ...]:
    """Give the roles of some people in the order of `ROLES`; all where nobody is named, for then nobody is missing."""
    return tuple(role for role in ROLES if not people or any(role in person.roles for person in people))


def who(session_lenses: tuple[Lens, ...]) -> dict[str, tuple[Role, ...]]:
    """Give who can answer each question of some lenses, by its code."""
    return {question.code: who_of(question) for lens in session_lenses for question in lens.questions()}


def plain(text: str) -> str:
    """Give a text without characters that would steer a terminal, and without white space around it."""
    return "".join(sign for sign in text if sign.isprintable() or sign == "\n").strip()


def moved(session: Session, question: str) -> Session:
    """Put a question on the table by its code; raises ConversationError where there is none."""
    return replace(session, at=session.standing(question).question.code, told=())


def minutes_used(session: Session, now: datetime.datetime) -> float:
    """Give how many minutes this session has taken."""
    return (now - session.began).total_seconds() / 60
