"""The summary of a conversation, to send to everyone: as Markdown, and as plain text for a terminal or a mail."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from buttress.application.summary import TOP
from buttress.report.counting import count
from buttress.report.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.application.choices import Choice
    from buttress.application.summary import Summary

WIDTH: Final = 100


@dataclass(frozen=True, slots=True)
class Section:
    """Holds a part of the summary: its title, a sentence before the list, and the list."""

    title: str
    words: str = ""
    points: tuple[str, ...] = ()


def summary_markdown(summary: Summary) -> str:
    """Write the summary as Markdown."""
    lines = [f"# Conversation about {_safe(summary.name)}, {summary.at:%Y-%m-%d}", "", _safe(_head(summary)), ""]
    for section in _sections(summary):
        lines += [f"## {section.title}", ""]
        lines += [_safe(section.words), ""] if section.words else []
        lines += [f"- {_safe(point)}" for point in section.points]
        lines += [""] if section.points else []
    return plain("\n".join(lines))


def summary_text(summary: Summary) -> str:
    """Write the summary as plain text of a hundred columns."""
    lines = [f"Conversation about {summary.name}, {summary.at:%Y-%m-%d}", *textwrap.wrap(_head(summary), WIDTH), ""]
    for section in _sections(summary):
        lines += [section.title, *textwrap.wrap(section.words, WIDTH)]
        for point in section.points:
            lines += textwrap.wrap(point, WIDTH, initial_indent="  - ", subsequent_indent="    ")
        lines += [""]
    return plain("\n".join(lines))


def _head(summary: Summary) -> str:
    people = ", ".join(f"{p.name} ({', '.join(p.roles) or 'no role named'})" for p in summary.people)
    time = f"{summary.minutes:.0f} of {summary.budget:.0f} minutes"
    answers = count(summary.answers, "answer")
    return f"With {people or 'nobody named'}. {time}, {answers}; {count(summary.before, 'answer')} from before."


def _sections(summary: Summary) -> Iterator[Section]:
    yield Section("Where it stands", f"{_stands(summary)} {_by_evidence(summary)}".strip())
    if summary.nobody:
        yield Section("Who was missing", f"Nobody who was there is named for {', '.join(summary.nobody)}.")
    lists = (
        ("Top risks", "These questions are of high risk, whatever comes of the rest:", _risks(summary)),
        ("Next steps", "The first of what is not there, by risk and then by effort:", _steps(summary)),
        ("Decided in this session", "", _decided(summary)),
        ("Parked", "", (f"{r.about}: {r.text} ({r.by})" for r in summary.parked)),
        ("Notes", "", (f"{r.about}: {r.text} ({r.by})" for r in summary.notes)),
        ("Still open", "Codes of questions, with how many practices are open:", _open(summary)),
    )
    for title, words, points in lists:
        listed = tuple(points)
        if listed:
            yield Section(title, words, listed)


def _stands(summary: Summary) -> str:
    if not summary.open:
        return "Nothing is open."
    practices = count(sum(number for _, number in summary.open), "open practice")
    stake = f"{summary.stake.high} may be of high risk and {summary.stake.medium} of medium risk"
    return f"Open: {count(len(summary.open), 'question')} with {practices}. Of these {stake}."


def _by_evidence(summary: Summary) -> str:
    if not summary.by_evidence:
        return ""
    practices = "practice" if summary.by_evidence == 1 else "practices"
    return f"Evidence decides {summary.by_evidence} {practices} that nobody needed to answer."


def _risks(summary: Summary) -> Iterator[str]:
    for question in summary.certain[:TOP]:
        codes = {standing.practice.code for standing in question.standings}
        worst = [c for c in summary.absent if c.code in codes and c.standing.practice.risk == "high"]
        because = f": {worst[0].guide.if_absent}" if worst else ""
        yield f"{question.question.code} {question.question.title}{_comma(worst)}{because}"
    more = len(summary.certain) - TOP
    if more > 0:
        yield f"and {more} more: {', '.join(question.question.code for question in summary.certain[TOP:])}"


def _comma(worst: list[Choice]) -> str:
    return f" ({', '.join(choice.code for choice in worst)})" if worst else ""


def _steps(summary: Summary) -> Iterator[str]:
    for choice in summary.absent[:TOP]:
        practice, guide = choice.standing.practice, choice.guide
        first = f" First step: {guide.steps[0]}" if guide.steps else ""
        size = f"{practice.risk} risk, size {guide.effort.size}, {' or '.join(guide.who)}"
        yield f"{practice.code} {practice.title} ({size}).{first}"
    more = len(summary.absent) - TOP
    if more > 0:
        yield f"and {more} more: buttress plan orders them all"


def _decided(summary: Summary) -> Iterator[str]:
    for found in summary.decided:
        for choice in found.choices:
            yield f"{choice.code} {choice.standing.practice.title}: {choice.answer}"
            yield from (f"{choice.code}: {choice.changed}" for _ in range(bool(choice.changed)))


def _open(summary: Summary) -> Iterator[str]:
    """List what is open, what may still be of high risk first."""
    groups = (
        ("May be of high risk", "HIGH", False),
        ("May be of medium risk", "MEDIUM", False),
        ("Of high risk for certain", "HIGH", True),
        ("Of medium risk for certain", "MEDIUM", True),
    )
    for words, worst, certain in groups:
        codes = [
            f"{question.question.code} ({number})"
            for question, number in summary.open
            if question.risk.worst == worst and question.risk.certain == certain
        ]
        if codes:
            yield f"{words}: {', '.join(codes)}"


def _safe(text: str) -> str:
    """Keep what people wrote from becoming markup."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", text).replace("\n", " ")
