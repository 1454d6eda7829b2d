"""Answers of a whole custom lens, given by hand or in a file, and the risks that they lead to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from buttress.lenses.entry import read_entry
from buttress.lenses.rules import Answer, Bounds, ConditionError, bounds, fired
from buttress.lenses.rules.condition import written
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from buttress.lenses.custom.model import CustomLens, Question
    from buttress.lenses.entry import Entry


@dataclass(frozen=True, slots=True)
class Standing:
    """Tells where a question stands: its answer, the risks still possible, and the rule that fires, in words."""

    question: Question
    answer: Answer
    risk: Bounds
    because: str


def standing(question: Question, answer: Answer | None) -> Standing:
    """Tell where a question stands; without an answer all its choices are open."""
    given, names = answer or Answer(), [choice.id for choice in question.choices]
    unsettled = (
        () if answer is not None else tuple(choice.id for choice in question.choices if not choice.none_of_these)
    )
    try:
        rules = question.parsed_rules()
    except (ConditionError, KeyError) as error:
        return Standing(question, given, Bounds("HIGH", "HIGH"), f"its rules cannot be read: {error}")
    risk = bounds(rules, given, unsettled, names)
    if risk.best != risk.worst or answer is None:
        return Standing(question, given, risk, "nothing is answered yet")
    if not answer.applies:
        return Standing(question, given, risk, "the question does not apply")
    rule = fired(rules, given)
    if risk.best == "UNANSWERED":
        because = "nothing is selected"
    elif rule is None:
        because = "no rule holds, and none is the default"
    else:
        because = "no other rule holds" if rule.condition is None else f"{written(rule.condition)} holds"
    return Standing(question, given, risk, because)


def tally(standings: tuple[Standing, ...]) -> Mapping[str, int]:
    """Count the questions whose risk is certain by it, and the others under `open`."""
    counts = Counter(each.risk.best if each.risk.best == each.risk.worst else "open" for each in standings)
    return dict(sorted(counts.items()))


def read_answers(path: Path, lens: CustomLens) -> dict[str, Answer]:
    """Read answers from a YAML file: question ids, each with `selected`, `not_applicable`, `applies: false`.

    Raises LensError with file, line and column where a question or choice is not in the lens.
    """
    document = read_entry(path)
    questions = {question.id: question for question in lens.questions()}
    document.has_only(*questions)
    given = {}
    for name, question in questions.items():
        if document.get(name) is not None:
            given[name] = _answer(document.entry(name), question)
    return given


def _answer(entry: Entry, question: Question) -> Answer:
    entry.has_only("selected", "not_applicable", "applies")
    known = {choice.id for choice in question.choices}
    selected, neutral = frozenset(entry.texts("selected")), frozenset(entry.texts("not_applicable"))
    for name in sorted((selected | neutral) - known):
        entry.refuse(f"{name} is no choice of {question.id}; it has {', '.join(sorted(known))}")
    for name in sorted(selected & neutral):
        entry.refuse(f"{name} is both selected and not applicable; leave it in one of the two")
    for choice in question.choices:
        if choice.none_of_these and choice.id in neutral:
            entry.refuse(f"{choice.id} cannot be not applicable; the service refuses it")
    applies = entry.get("applies") is None or entry.word("applies", ("true", "false")) == "true"
    return Answer(selected, neutral, applies)
