"""Risk rules of custom lenses: their grammar, how they are evaluated, and which risks are still possible."""

from __future__ import annotations

from buttress.lenses.rules.condition import ConditionError, parse
from buttress.lenses.rules.evaluation import Answer, Risk, Rule, fired, risk_by
from buttress.lenses.rules.ours import rules_for
from buttress.lenses.rules.possible import Bounds, bounds, equivalent, possible

__all__ = [
    "Answer",
    "Bounds",
    "ConditionError",
    "Risk",
    "Rule",
    "bounds",
    "equivalent",
    "fired",
    "parse",
    "possible",
    "risk_by",
    "rules_for",
]
