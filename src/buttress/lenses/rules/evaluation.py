"""The risk that an answer has by the rules of its question, as the AWS WA Tool evaluates them."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Final, Literal

from buttress.lenses.rules.condition import All, Choice, Condition, Not, Some
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Level = Literal["NONE", "MEDIUM", "HIGH"]
Risk = Literal["UNANSWERED", "NOT_APPLICABLE", "NONE", "MEDIUM", "HIGH"]

LEVELS: Final[tuple[Level, ...]] = ("NONE", "MEDIUM", "HIGH")
"""From the lowest up."""

WORDS: Final[Mapping[str, Level]] = {"NO_RISK": "NONE", "MEDIUM_RISK": "MEDIUM", "HIGH_RISK": "HIGH"}
"""The words of the lens format and the risk of the API that each stands for."""

UNSPOKEN: Final[Level] = "HIGH"
"""The risk where no rule holds and none is the default; what the service says then is not documented."""

NONE_OF_THESE: Final = "_no"
"""How the id of the choice "None of these" ends."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Gives a risk where its condition holds; without a condition it is the default."""

    condition: Condition | None
    risk: Level


@dataclass(frozen=True, slots=True)
class Answer:
    """Holds what people answered to a question: the ids of choices selected, and of those that do not apply."""

    selected: frozenset[str] = field(default_factory=frozenset)
    not_applicable: frozenset[str] = field(default_factory=frozenset)
    applies: bool = True


def risk_by(rules: Sequence[Rule], answer: Answer, choices: Iterable[str]) -> Risk:
    """Give the risk of an answered question; `choices` are the ids of all its choices.

    Measured on the service: a question that does not apply is NOT_APPLICABLE; one with nothing selected and nothing
    marked is UNANSWERED; where every choice is marked as not applicable, it is NONE; else the first rule that holds
    decides. The choice "None of these" is an ordinary one: rules that do not name it do not see it.
    """
    if not answer.applies:
        return "NOT_APPLICABLE"
    if not answer.selected and not answer.not_applicable:
        return "UNANSWERED"
    if _nothing_applies(answer, choices):
        return "NONE"
    rule = fired(rules, answer)
    return rule.risk if rule is not None else UNSPOKEN


def fired(rules: Iterable[Rule], answer: Answer) -> Rule | None:
    """Give the first rule that holds for an answer, or None."""
    return next((rule for rule in rules if rule.condition is None or holds(rule.condition, answer)), None)


def holds(condition: Condition, answer: Answer) -> bool:
    """Say whether a condition holds.

    A choice that does not apply is neutral, as measured on the service: inside `&&` it counts as satisfied, inside `||`
    as not. What the service does with `!x`, and with a condition that is one choice alone, is not known: here `!x` is
    as neutral as `x`, and a condition alone counts as one inside `&&`.
    """
    return _holds(condition, answer, neutral=True)


def neutral_choice(condition: Condition, not_applicable: frozenset[str]) -> bool:
    """Say whether a condition is a choice that does not apply, or the negation of one."""
    while isinstance(condition, Not):
        condition = condition.part
    return isinstance(condition, Choice) and condition.id in not_applicable


def _holds(condition: Condition, answer: Answer, *, neutral: bool) -> bool:
    if neutral_choice(condition, answer.not_applicable):
        return neutral
    match condition:
        case Choice(name):
            return name in answer.selected
        case Not(part):
            return not _holds(part, answer, neutral=True)
        case All(parts):
            return all(_holds(part, answer, neutral=True) for part in parts)
        case Some(parts):
            return any(_holds(part, answer, neutral=False) for part in parts)


def _nothing_applies(answer: Answer, choices: Iterable[str]) -> bool:
    real = [choice for choice in choices if not choice.endswith(NONE_OF_THESE)]
    return not answer.selected and bool(real) and answer.not_applicable.issuperset(real)
