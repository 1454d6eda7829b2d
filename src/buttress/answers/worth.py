"""What it is worth to talk about a question: how far that narrows the risk, and how many minutes it takes."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from buttress.answers.risk import Risk
    from buttress.answers.standing import QuestionStanding, Standing

OPENING: Final = 0.5
"""Minutes to read a question out and hear the first answer. All minutes here are assumptions of ours, made to order
questions by and to tell about how long a conversation takes; nobody has measured them.
"""
TALKED: Final = 1.0
"""Minutes for a practice that can only be talked about (class C), and for an answer that evidence came to dispute."""
PARTLY_SEEN: Final = 0.75
"""Minutes for an open practice of class A or P, on which the templates say part of the answer."""
CONFIRMED: Final = 0.25
"""Minutes to confirm what evidence supports or contradicts."""

WEIGHT: Final[Mapping[Risk, float]] = MappingProxyType(
    {"UNANSWERED": 0.0, "NOT_APPLICABLE": 0.0, "NONE": 0.0, "MEDIUM": 1.0, "HIGH": 3.0}
)
"""What each risk weighs: one question of high risk is worth as much time as three of medium risk."""
SURE: Final = 0.1
"""What is left to gain where the risk is certain already, as a share: the open practices still tell what to do."""


def minutes_of(standings: Iterable[Standing]) -> float:
    """Give about how many minutes the open practices of a question take, with its opening; 0 where none is open."""
    open_ones = [standing for standing in standings if not standing.decided]
    return OPENING + sum(map(_minutes, open_ones)) if open_ones else 0.0


def _minutes(standing: Standing) -> float:
    if standing.answer is not None or standing.practice.practice_class == "C":
        return TALKED
    return PARTLY_SEEN if standing.state == "open" else CONFIRMED


def narrowing_of(question: QuestionStanding) -> float:
    """Give by how much the risk narrows when all that is open in the question is answered.

    Whatever the answers are, the interval closes: what is gained is its width, in weights of risk (`WEIGHT`). Where the
    worst is certain already nothing narrows; a small share of its weight keeps such questions in order, last. 0 where
    nothing is open.
    """
    if not question.open:
        return 0.0
    risk = question.risk
    width = WEIGHT[risk.worst] - WEIGHT[risk.best]
    return width or SURE * WEIGHT[risk.worst]


def worth_of(question: QuestionStanding) -> float:
    """Give how far the risk narrows for each minute that the question takes; 0 where nothing is open."""
    minutes = minutes_of(question.standings)
    return narrowing_of(question) / minutes if minutes else 0.0
