"""The guides to the questions and practices of a session; of a lens without any, the titles have to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.lenses.conversation import guides
from buttress.lenses.guide import ROLES, Effort, PracticeGuide, QuestionGuide

if TYPE_CHECKING:
    from buttress.lenses import Practice, Question
    from buttress.lenses.guide import Role


def question_guide_of(question: Question) -> QuestionGuide:
    """Give the guide to a question."""
    known = guides().questions.get(question.code)
    return known if known is not None else QuestionGuide("", question.title, (), ROLES, "")


def practice_guide_of(practice: Practice) -> PracticeGuide:
    """Give the guide to a practice."""
    known = guides().practices.get(practice.code)
    unsaid = Effort("M", "nobody said how much work it is")
    return known if known is not None else PracticeGuide(practice.title, (), "", "", "", (), unsaid, "", ROLES)


def who_of(question: Question) -> tuple[Role, ...]:
    """Give who can answer a question."""
    return question_guide_of(question).who
