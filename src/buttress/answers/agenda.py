"""The order of the conversation: what is open, by who can answer it, by pillar, the most telling first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from buttress.answers.worth import minutes_of, narrowing_of, worth_of
from buttress.lenses.guide import ROLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from buttress.answers.risk import Risk
    from buttress.answers.standing import QuestionStanding
    from buttress.lenses.guide import Role

RAREST: Final[tuple[Role, ...]] = ("finance", "security", "owner")
"""Who is hardest to have in the room comes first: a question that one of them can answer goes into that one's block."""
TOGETHER: Final = "team"
"""The block of what those who build and run the workload answer without the others."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Holds a question to talk about, who can answer it, and the minutes that it takes by our assumption."""

    question: QuestionStanding
    who: tuple[Role, ...]
    minutes: float

    @property
    def code(self) -> str:
        """Give the code of the question."""
        return self.question.question.code


@dataclass(frozen=True, slots=True)
class Block:
    """Holds questions of one pillar that the same people answer; `lead` is the role that they need most, or `team`."""

    lead: str
    pillar: str
    topics: tuple[Topic, ...]

    @property
    def roles(self) -> tuple[Role, ...]:
        """Give who can answer something of it, in the order of `ROLES`."""
        return tuple(role for role in ROLES if any(role in topic.who for topic in self.topics))

    @property
    def minutes(self) -> float:
        """Give about how many minutes it takes."""
        return sum(topic.minutes for topic in self.topics)


@dataclass(frozen=True, slots=True)
class Stake:
    """Counts the questions that may turn out to be of high or medium risk, and are not certain to be."""

    high: int
    medium: int


@dataclass(frozen=True, slots=True)
class Agenda:
    """Holds what to talk about within the time, what comes after it, and what nobody present can answer.

    `stake` is what is at stake now, `left` what still is when the time is up and all of `blocks` is answered.
    """

    blocks: tuple[Block, ...]
    later: tuple[Block, ...]
    nobody: tuple[Topic, ...]
    stake: Stake
    left: Stake

    @property
    def topics(self) -> tuple[Topic, ...]:
        """Give all questions in order, those after the time and those that nobody present can answer included."""
        parts = (*self.blocks, *self.later)
        return (*(topic for block in parts for topic in block.topics), *self.nobody)

    @property
    def minutes(self) -> float:
        """Give about how many minutes the questions within the time take."""
        return sum(block.minutes for block in self.blocks)


def agenda_of(
    questions: Sequence[QuestionStanding],
    who: Mapping[str, Sequence[Role]],
    present: Collection[Role],
    minutes: float,
) -> Agenda:
    """Order what is open for the roles that are present and the minutes there are.

    `who` tells who can answer a question, by its code. What is worth most for its minutes (`answers.worth`) is taken as
    long as it fits; then it is arranged: by who is needed (`RAREST`), the block with most to gain first, then by pillar
    in the order of `questions`, inside it by worth. Ties keep the order of `questions`.
    """
    topics = [_topic(question, who[question.question.code], present) for question in questions if question.open]
    heard = sorted((topic for topic in topics if topic.who), key=lambda topic: -worth_of(topic.question))
    fitting, later = _fit(heard, minutes)
    pillars = list(dict.fromkeys(question.question.pillar for question in questions))
    nobody = tuple(topic for topic in topics if not topic.who)
    return Agenda(
        _blocks(fitting, pillars),
        _blocks(later, pillars),
        nobody,
        stake_of(topic.question for topic in topics),
        stake_of(topic.question for topic in (*later, *nobody)),
    )


def stake_of(questions: Iterable[QuestionStanding]) -> Stake:
    """Count what is at stake in some questions."""
    worst: list[Risk] = [question.risk.worst for question in questions if not question.risk.certain]
    return Stake(worst.count("HIGH"), worst.count("MEDIUM"))


def _topic(question: QuestionStanding, who: Sequence[Role], present: Collection[Role]) -> Topic:
    here = tuple(role for role in who if role in present)
    return Topic(question, here, minutes_of(question.standings))


def _fit(topics: Iterable[Topic], minutes: float) -> tuple[list[Topic], list[Topic]]:
    """Take what fits, in order; a question that is too long leaves its place to the next."""
    fitting: list[Topic] = []
    later: list[Topic] = []
    left = minutes
    for topic in topics:
        fits = topic.minutes <= left
        (fitting if fits else later).append(topic)
        left -= topic.minutes if fits else 0
    return fitting, later


def _blocks(topics: Sequence[Topic], pillars: Sequence[str]) -> tuple[Block, ...]:
    gain: dict[str, float] = {}
    for topic in topics:
        lead = _lead(topic)
        gain[lead] = gain.get(lead, 0.0) + narrowing_of(topic.question)
    leads = sorted(gain, key=lambda lead: (-gain[lead], lead))
    blocks = (
        Block(lead, pillar, tuple(t for t in topics if _lead(t) == lead and t.question.question.pillar == pillar))
        for lead in leads
        for pillar in pillars
    )
    return tuple(block for block in blocks if block.topics)


def _lead(topic: Topic) -> str:
    return next((role for role in RAREST if role in topic.who), TOGETHER)
