"""Reads what leads the conversation from the entries of a lens document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.lenses.guide import ROLES, SIZES, Effort, PracticeGuide, QuestionGuide, Role

if TYPE_CHECKING:
    from buttress.lenses.entry import Entry

FRAMEWORK_PAGES: Final = "https://docs.aws.amazon.com/wellarchitected/latest/framework"
"""Where AWS explains the Framework: a page for each question (`rel-05.html`) and practice (its choice id)."""

QUESTION_KEYS: Final = ("why", "ask", "dig_deeper", "who", "read")
CHOICE_KEYS: Final = (
    *("ask", "dig_deeper", "good_looks_like", "done_when", "if_absent", "steps", "effort", "read"),
    *("who", "needs", "only_if", "same_as"),
)
PROBES: Final = (2, 3)
STEPS: Final = (2, 4)


def question_guide(entry: Entry, page: str = "") -> QuestionGuide:
    """Read the guide of a question; `page` is what to read where the entry names nothing. Raises LensError."""
    return QuestionGuide(
        why=_prose(entry, "why"),
        ask=_prose(entry, "ask"),
        dig_deeper=_listed(entry, "dig_deeper", *PROBES),
        who=_roles(entry),
        read=_read(entry, page),
    )


def practice_guide(entry: Entry, who: tuple[Role, ...], page: str = "") -> PracticeGuide:
    """Read the guide of a practice; `who` can answer where the entry names nobody. Raises LensError."""
    effort = entry.entry("effort")
    effort.has_only("size", "because")
    return PracticeGuide(
        ask=_prose(entry, "ask"),
        dig_deeper=_listed(entry, "dig_deeper", *PROBES),
        good_looks_like=_prose(entry, "good_looks_like"),
        done_when=_prose(entry, "done_when"),
        if_absent=_prose(entry, "if_absent"),
        steps=_listed(entry, "steps", *STEPS),
        effort=Effort(effort.word("size", SIZES), _prose(effort, "because")),
        read=_read(entry, page),
        who=_roles(entry) if entry.get("who") is not None else who,
        needs=entry.texts("needs"),
        only_if=_prose(entry, "only_if") if entry.get("only_if") is not None else "",
        same_as=entry.texts("same_as"),
    )


def question_page(code: str) -> str:
    """Give the page on which AWS explains a question of the Framework, from its code (`REL5`)."""
    pillar = code.rstrip("0123456789")
    return f"{FRAMEWORK_PAGES}/{pillar.lower()}-{int(code[len(pillar) :]):02}.html"


def practice_page(choice_id: str) -> str:
    """Give the page on which AWS explains a practice of the Framework."""
    return f"{FRAMEWORK_PAGES}/{choice_id}.html"


def _prose(entry: Entry, key: str) -> str:
    """Read a text of one paragraph, whatever its line breaks."""
    return " ".join(entry.text(key).split())


def _listed(entry: Entry, key: str, least: int, most: int) -> tuple[str, ...]:
    found = tuple(" ".join(text.split()) for text in entry.texts(key))
    if not least <= len(found) <= most:
        entry.refuse(f"{key} has {len(found)} entries; write {least} to {most}", entry.get(key))
    return found


def _roles(entry: Entry) -> tuple[Role, ...]:
    named = entry.texts("who")
    known = tuple(role for role in ROLES if role in named)
    if not named or set(named) - set(known):
        entry.refuse(f"who must name one or more of {', '.join(ROLES)}", entry.get("who"))
    return known


def _read(entry: Entry, page: str) -> str:
    return page if page and entry.get("read") is None else entry.text("read")
