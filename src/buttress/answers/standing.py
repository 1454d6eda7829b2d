"""Where a practice stands: what evidence says and what people decided, together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from buttress.answers.risk import PRESENT, Interval, risk_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from buttress.answers.answer import Answer
    from buttress.answers.snapshot import Said
    from buttress.lenses import Practice, Question

AGAINST: Final = frozenset({"contradicted", "partly"})
"""What evidence says where it speaks against a practice."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Holds what evidence says about a practice and what somebody answered, either of which may be missing."""

    practice: Practice
    said: Said | None
    answer: Answer | None

    @property
    def state(self) -> str:
        """Give what evidence says, `open` where nothing was reviewed."""
        return self.said.state if self.said is not None else "open"

    @property
    def disputed(self) -> bool:
        """Say whether evidence says the opposite of the answer, whenever that came up."""
        if self.answer is None:
            return False
        against = self.state in AGAINST if self.answer.decision != "absent" else self.state == "met"
        return against or (self.answer.decision == "not_applicable" and self.state in {"met", "supported"})

    @property
    def stale(self) -> bool:
        """Say whether evidence has come to say the opposite since somebody answered."""
        return self.answer is not None and self.disputed and self.answer.seen != self.state

    @property
    def decided(self) -> bool:
        """Say whether nothing is left to talk about: somebody answered, or evidence of class A decides."""
        if self.answer is not None:
            return not self.stale
        return self.state in {"met", "not_applicable"} or (
            self.state in AGAINST and self.practice.practice_class == "A"
        )

    @property
    def applies(self) -> bool:
        """Say whether the practice applies, as far as is known."""
        if self.answer is not None:
            return self.answer.decision != "not_applicable" or self.stale
        return self.state != "not_applicable"

    @property
    def presence(self) -> tuple[bool, bool]:
        """Say whether the practice counts as present at best, and at worst; a stale answer holds at best only."""
        if self.answer is not None and self.stale:
            return True, False
        if self.answer is not None:
            there = self.answer.decision == "present"
            return there, there
        if self.state == "contradicted" and self.practice.practice_class == "P":
            return True, False
        return PRESENT[self.state]


@dataclass(frozen=True, slots=True)
class QuestionStanding:
    """Holds where the practices of a question stand, in their order, and the risk that this leaves."""

    question: Question
    standings: tuple[Standing, ...]

    @property
    def risk(self) -> Interval:
        """Give the least and the greatest risk that the question can have."""
        return interval_of(self.standings)

    @property
    def open(self) -> tuple[Standing, ...]:
        """Give what is left to talk about."""
        return tuple(standing for standing in self.standings if not standing.decided)


def interval_of(standings: Iterable[Standing]) -> Interval:
    """Give the interval of a question from where its practices stand, by the rule of `risk_of`."""
    applying = [(standing.practice.risk, standing.presence) for standing in standings if standing.applies]
    best = risk_of((risk, present) for risk, (present, _) in applying)
    worst = risk_of((risk, present) for risk, (_, present) in applying)
    return Interval(best, worst)


def standing_of(question: Question, said: Mapping[str, Said], answers: Mapping[str, Answer]) -> QuestionStanding:
    """Bring evidence and answers together for a question; answers that were withdrawn do not count."""
    return QuestionStanding(
        question,
        tuple(
            Standing(practice, said.get(practice.code), counting(answers.get(practice.code)))
            for practice in question.practices
        ),
    )


def counting(answer: Answer | None) -> Answer | None:
    """Give an answer where it counts: one that was withdrawn does not."""
    return None if answer is None or answer.withdrawn else answer
