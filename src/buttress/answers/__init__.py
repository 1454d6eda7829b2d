"""From evidence to answers: what it proposes for each practice, and between which risks each question lies."""

from __future__ import annotations

from buttress.answers.answers import Answers, LensAnswers, PillarAnswers, QuestionAnswers, propose
from buttress.answers.proposal import Counts, Proposal
from buttress.answers.risk import Interval
from buttress.answers.scorecard import Coverage, Scorecard, Tally, scorecard

__all__ = [
    "Answers",
    "Counts",
    "Coverage",
    "Interval",
    "LensAnswers",
    "PillarAnswers",
    "Proposal",
    "QuestionAnswers",
    "Scorecard",
    "Tally",
    "propose",
    "scorecard",
]
