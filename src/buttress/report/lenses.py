"""What is said of lenses at a terminal: findings, differences, and how an answered lens stands."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from buttress.lenses.custom.answering import tally
from buttress.report.counting import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from buttress.lenses.custom.answering import Standing
    from buttress.lenses.custom.difference import Change
    from buttress.lenses.custom.linting import Finding
    from buttress.lenses.custom.model import CustomLens, Question
    from buttress.lenses.custom.opening import Opened
    from buttress.lenses.rules import Bounds

WIDTH = 100
SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def findings_text(opened: Opened, findings: Iterable[Finding]) -> str:
    """Write a line for each finding, and what the lens holds."""
    lines = [f"{opened.place(found.path)}: {found.level}: {found.message}" for found in findings]
    lens = opened.lens
    choices = sum(len(question.choices) for question in lens.questions())
    counted = ((len(lens.pillars), "pillar"), (len(lens.questions()), "question"), (choices, "choice"))
    held = ", ".join(count(number, word) for number, word in counted)
    errors = sum(": error: " in line for line in lines)
    told = f"{count(errors, 'error')}, {count(len(lines) - errors, 'warning')}"
    said = told if lines else "nothing to mend"
    return "\n".join([*lines, f"{lens.name}: {held} · {said}", ""])


def difference_text(changes: Iterable[Change]) -> str:
    """Write a line for each change."""
    lines = [f"{SIGNS[change.kind]} {change.part}{f': {change.how}' if change.how else ''}" for change in changes]
    return "\n".join([*lines, count(len(lines), "change") if lines else "The two say the same.", ""])


def question_text(question: Question) -> str:
    """Write a question as a lead reads it: title, description, and its choices by number."""
    lines = [f"{question.id} · {question.title}", ""]
    for paragraph in (question.description or "").split("\n"):
        lines += textwrap.wrap(paragraph, WIDTH - 2, initial_indent="  ", subsequent_indent="  ") or [""]
    for number, choice in enumerate(question.choices, 1):
        lines += textwrap.wrap(f"{number:>3}  {choice.title}", WIDTH, subsequent_indent="     ")
    return "\n".join([*lines, ""])


def risk_text(risk: Bounds) -> str:
    """Write a risk, or the interval while something is open."""
    return risk.best if risk.best == risk.worst else f"{risk.best} to {risk.worst}"


def standing_text(each: Standing) -> str:
    """Write the risk of one question and what decides it."""
    return f"{risk_text(each.risk)}: {each.because}"


def standings_text(lens: CustomLens, standings: tuple[Standing, ...]) -> str:
    """Write the risk of every question, pillar by pillar, and the count."""
    by_id = {each.question.id: each for each in standings}
    lines = list(_pillars(lens, by_id))
    counts = ", ".join(f"{count} {name}" for name, count in tally(standings).items())
    return "\n".join([*lines, f"{count(len(standings), 'question')}: {counts}", ""])


def _pillars(lens: CustomLens, by_id: dict[str, Standing]) -> Iterator[str]:
    for pillar in lens.pillars:
        yield pillar.name
        for question in pillar.questions:
            each = by_id[question.id]
            yield f"  {risk_text(each.risk):<16} {question.id}  {question.title}"
            yield f"  {'':<16} {each.because}"
