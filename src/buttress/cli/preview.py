"""Asks the questions of a lens one by one, and shows the risk as the rules fire."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import click

from buttress.lenses.rules import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from buttress.lenses.custom.model import Question

HELP: Final = "numbers select · n 3 does not apply · x the question does not apply · enter goes on · q ends"


def preview_by_hand(questions: Sequence[Question]) -> dict[str, Answer]:
    """Ask each question until the person goes on, and give the answers by question id."""
    from buttress.lenses.custom.answering import standing
    from buttress.report.lenses import question_text, standing_text

    given: dict[str, Answer] = {}
    for question in questions:
        click.echo(question_text(question))
        click.echo(f"  risk {standing_text(standing(question, None))}\n  {HELP}")
        while True:
            line = click.prompt("  ", prompt_suffix="> ", default="", show_default=False).strip().lower()
            if line == "q":
                return given
            if not line:
                break
            answer = answered(line, question, given.get(question.id, Answer()))
            if answer is None:
                click.echo(f"  {line!r} says nothing here. {HELP}; there are choices 1 to {len(question.choices)}.")
                continue
            given[question.id] = answer
            click.echo(f"  {_chosen(question, answer)}\n  risk {standing_text(standing(question, answer))}")
    return given


def answered(line: str, question: Question, before: Answer) -> Answer | None:
    """Give the answer after a line was typed: numbers turn choices on and off; None where the line says nothing."""
    if line == "x":
        return Answer(before.selected, before.not_applicable, not before.applies)
    found = re.fullmatch(r"(n?)\s*(\d+(?:[\s,]+\d+)*)", line)
    numbers = [int(number) for number in re.findall(r"\d+", line)]
    if found is None or not all(1 <= number <= len(question.choices) for number in numbers):
        return None
    chosen = [question.choices[number - 1] for number in numbers]
    if found[1] and any(choice.none_of_these for choice in chosen):
        return None
    names = frozenset(choice.id for choice in chosen)
    if found[1]:
        return Answer(before.selected - names, before.not_applicable ^ names, before.applies)
    return Answer(before.selected ^ names, before.not_applicable - names, before.applies)


def _chosen(question: Question, answer: Answer) -> str:
    def sign(name: str) -> str:
        return "x" if name in answer.selected else "-" if name in answer.not_applicable else " "

    return " ".join(f"{number}[{sign(choice.id)}]" for number, choice in enumerate(question.choices, 1))
