"""What the full screen shows, as text with styles, wrapped to its width; colour never says anything alone."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from textual.content import Content

from buttress.application.answering import acceptable
from buttress.application.choices import SIGNS
from buttress.application.guiding import question_guide_of
from buttress.cli.conversation import words
from buttress.report.plain import plain

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping

    from buttress.answers.answer import Decision
    from buttress.application.choices import Choice, Mark
    from buttress.application.session import Session

DIM: Final = "dim"
BOLD: Final = "bold"
COLOURS: Final[Mapping[Mark, str]] = {
    "proven": "$text-success",
    "partly": "$text-warning",
    "otherwise": "$text-error",
    "open": "dim",
    "not_applicable": "dim",
}
SHORT: Final[Mapping[Decision, str]] = {"present": "we do", "absent": "we don't", "not_applicable": "n/a"}
"""An answer in the column before the mark; empty there means that nobody has answered."""
DECIDED: Final = "decided"
"""What stands there where evidence decides and nobody has answered."""
ANSWER: Final = 9
"""How wide the column of answers is."""
INDENT: Final = ANSWER + 6
"""Where the title of a choice begins."""


def header_text(session: Session, now: datetime.datetime, width: int) -> Content:
    """Give the line on top, in fewer words where it would not fit."""
    return Content.styled(plain(words.short_header(session, now, width)), BOLD)


def question_text(session: Session, width: int, *, deeper: bool) -> Content:
    """Give the question, what to ask, and what to dig for."""
    question = session.standing(session.at).question
    guide = question_guide_of(question)
    lines = [Content.styled(line, BOLD) for line in _wrapped(f"{question.code}  {question.title}", width)]
    lines += [Content(line) for line in _wrapped(guide.ask, width)]
    if deeper:
        lines += [Content.styled(line, DIM) for probe in guide.dig_deeper for line in _wrapped(probe, width, "  · ")]
    for remark in session.remarks_on(question.code):
        kind = "parked" if remark.kind == "parked" else "note"
        settled = f" ({remark.settled})" if remark.settled else ""
        lines += [Content(line) for line in _wrapped(f"{kind}{settled}: {remark.text} ({remark.by})", width, "  ")]
    return Content("\n").join(lines)


def choice_text(choice: Choice, width: int, *, chosen: bool) -> Content:
    """Give a choice: its answer, the mark of what evidence saw, its title, and what was seen; all of it when chosen."""
    practice = choice.standing.practice
    answer = choice.standing.answer
    decided = DECIDED if choice.standing.decided else ""
    said = SHORT[answer.decision] if answer is not None else decided
    risk = f" ({practice.risk} risk)" if chosen else ""
    title, *rest = _wrapped(practice.title + risk, width - INDENT)
    first = Content.assemble(
        "▸" if chosen else " ",
        (f"{said:<{ANSWER}}", DIM if answer is None else BOLD),
        " ",
        (SIGNS[choice.mark], COLOURS[choice.mark]),
        " ",
        (title, BOLD if chosen else ""),
    )
    lines = [first, *(_indented(line, BOLD if chosen else "") for line in rest)]
    lines += _chosen(choice, width) if chosen else _glance(choice, width)
    return Content("\n").join(lines)


def _glance(choice: Choice, width: int) -> Iterator[Content]:
    """Say in a line what was seen, where anything was, and that an answer is in doubt."""
    doubt = f"! {choice.changed}" if choice.changed else ""
    told = choice.seen if choice.mark not in {"open", "not_applicable"} else ""
    for text in filter(None, (doubt, told)):
        yield _indented(textwrap.shorten(plain(text), width - INDENT, placeholder=" …"), DIM)


def _chosen(choice: Choice, width: int) -> Iterator[Content]:
    room = width - INDENT
    for line in words.asked(choice):
        yield from (_indented(part, "") for part in _wrapped(line, room))
    texts = (
        f"{choice.code} · {choice.seen}",
        words.proposed(choice) and f"{words.proposed(choice)} (c confirms)",
        choice.answer and f"answer: {choice.answer}",
        choice.changed and f"! {choice.changed}",
        *(f"{text} (o takes it)" for text in words.offered(choice)),
        *(f"note: {remark.text} ({remark.by})" for remark in choice.remarks),
    )
    for text in filter(None, texts):
        yield from (_indented(part, DIM) for part in _wrapped(text, room))


def keys_text(session: Session, width: int, *, offers: bool) -> Content:
    """Give the line of keys, with what they would do here."""
    decides = len(acceptable(session))
    keys = [
        ("x", "we don't"),
        ("y", "we do"),
        ("space", "toggle"),
        ("c", "confirm"),
        ("n", "not applicable…"),
        ("0", "none of the rest"),
        *([("o", "take earlier")] if offers else []),
        ("a", f"accept what evidence decides ({decides} here)"),
        ("enter", "next"),
        ("b", "back"),
        ("m", "note"),
        ("s", "said by…"),
        ("p", "park"),
        ("j", "jump"),
        ("e", "evidence"),
        ("?", "why we ask"),
        ("u", "undo"),
        ("h", "keys"),
        ("q", "leave"),
    ]
    return Content("\n").join(map(_keys_line, _packed(keys, width)))


def _packed(keys: Iterable[tuple[str, str]], width: int) -> list[list[tuple[str, str]]]:
    """Put keys into lines; none is broken."""
    lines: list[list[tuple[str, str]]] = [[]]
    used = 0
    for key, what in keys:
        size = len(key) + len(what) + 4
        if used + size > width + 3 and lines[-1]:
            lines.append([])
            used = 0
        lines[-1].append((key, what))
        used += size
    return lines


def _keys_line(keys: Iterable[tuple[str, str]]) -> Content:
    return Content(" · ").join(Content.assemble((key, BOLD), f" {what}") for key, what in keys)


def _wrapped(text: str, width: int, first: str = "") -> list[str]:
    lines = textwrap.wrap(
        plain(text), max(20, width), initial_indent=first, subsequent_indent=" " * len(first), break_on_hyphens=False
    )
    return lines or [""]


def _indented(line: str, style: str) -> Content:
    return Content.styled(" " * INDENT + line, style)
