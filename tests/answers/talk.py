"""Questions made by hand, with what evidence says and what people answered, to order a conversation from."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from buttress.answers.answer import Answer
from buttress.answers.snapshot import Said
from buttress.answers.standing import standing_of
from buttress.lenses import Practice, Question

if TYPE_CHECKING:
    from buttress.answers.answer import Decision
    from buttress.answers.proposal import ProposalState
    from buttress.answers.standing import QuestionStanding
    from buttress.lenses.lens import PracticeClass, Risk

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


def practice(code: str, kind: PracticeClass = "C", risk: Risk = "high") -> Practice:
    return Practice("house", code, code.lower(), "q", f"Title of {code}", risk, risk, kind, "I", None)


def asked(
    code: str,
    *practices: Practice,
    pillar: str = "security",
    said: dict[str, ProposalState] | None = None,
    answers: tuple[Answer, ...] = (),
) -> QuestionStanding:
    question = Question("house", code.lower(), code, f"Title of {code}", pillar, practices)
    spoken = {name: Said(name, state) for name, state in (said or {}).items()}
    return standing_of(question, spoken, {answer.practice: answer for answer in answers})


def answer(code: str, decision: Decision = "present", seen: ProposalState | None = None) -> Answer:
    return Answer(code, decision, "Jane", NOON, seen=seen)
