"""What changed between two custom lenses, by the ids of pillars, questions and choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from buttress.lenses.custom.values import value_of
from buttress.lenses.rules import ConditionError, equivalent
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from buttress.lenses.custom.model import CustomLens, Question

Kind = Literal["added", "removed", "changed"]


class Identified(Protocol):
    """Has an id."""

    @property
    def id(self) -> str:
        """Give the id."""
        ...


Part = TypeVar("Part", bound=Identified)


@dataclass(frozen=True, slots=True)
class Change:
    """Names one change: of which part (`question data_1`), and how."""

    kind: Kind
    part: str
    how: str = ""


def difference(old: CustomLens, new: CustomLens) -> tuple[Change, ...]:
    """Give what changed from one lens to another, in the order of the new one; what was removed comes last."""
    changes = [*_fields("lens", value_of(old), value_of(new), ("pillars",))]
    changes += _parts("pillar", old.pillars, new.pillars)
    olds = {question.id: question for question in old.questions()}
    changes += _parts("question", old.questions(), new.questions())
    homes = {question.id: pillar.id for pillar in old.pillars for question in pillar.questions}
    for pillar in new.pillars:
        for question in pillar.questions:
            before = olds.get(question.id)
            if before is not None:
                changes += _question(before, question, homes[question.id], pillar.id)
    return tuple(changes)


def _question(old: Question, new: Question, home: str, pillar: str) -> Iterator[Change]:
    name = f"question {new.id}"
    if home != pillar:
        yield Change("changed", name, f"it moved from pillar {home} to {pillar}")
    yield from _fields(name, _value(old), _value(new), ("choices", "riskRules"))
    yield from _parts("choice", old.choices, new.choices, f" of {new.id}")
    olds = {choice.id: choice for choice in old.choices}
    for choice in new.choices:
        before = olds.get(choice.id)
        if before is not None and before != choice:
            yield Change("changed", f"choice {choice.id} of {new.id}", _fields_of(before, choice))
    if old.rules != new.rules:
        yield Change("changed", name, _rules(old, new))


def _rules(old: Question, new: Question) -> str:
    try:
        same = equivalent(old.parsed_rules(), new.parsed_rules())
    except (ConditionError, KeyError):
        return "its risk rules"
    meaning = "mean the same for every selection" if same else "give other risks for some selections"
    return f"its risk rules, which {meaning}"


def _parts(kind: str, old: Iterable[Part], new: Iterable[Part], of: str = "") -> Iterator[Change]:
    before, after = {part.id: part for part in old}, {part.id: part for part in new}
    yield from (Change("added", f"{kind} {name}{of}") for name in after if name not in before)
    yield from (Change("removed", f"{kind} {name}{of}") for name in before if name not in after)


def _value(question: Question) -> dict[str, Any]:
    return {
        "title": question.title,
        "description": question.description,
        "helpfulResource": question.helpful,
        **question.extra,
    }


def _fields_of(old: object, new: object) -> str:
    names = {
        "title": "title",
        "helpful": "helpfulResource",
        "plan": "improvementPlan",
        "additional": "additionalResources",
    }
    changed = [name for key, name in names.items() if getattr(old, key) != getattr(new, key)]
    return f"its {', '.join(changed) or 'other keys'}"


def _fields(name: str, old: dict[str, Any], new: dict[str, Any], left: tuple[str, ...]) -> Iterator[Change]:
    changed = [key for key in {**old, **new} if key not in left and old.get(key) != new.get(key)]
    if changed:
        yield Change("changed", name, f"its {', '.join(changed)}")
