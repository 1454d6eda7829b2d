"""Moves through a conversation: on to what is open, back, or anywhere by code or by words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from buttress.application.guiding import practice_guide_of, question_guide_of
from buttress.application.session import ConversationError, moved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.answers.agenda import Block
    from buttress.application.session import Session
    from buttress.lenses import Question

FOUND = 50
"""How many places a search gives at most."""


@dataclass(frozen=True, slots=True)
class Place:
    """Tells where the question on the table stands in its block; `number` is 0 for a question that was not open."""

    block: Block | None
    number: int
    of: int
    part: str


@dataclass(frozen=True, slots=True)
class Match:
    """Names a question, or a practice of it, that a search found; `open` counts what is open in the question."""

    question: str
    practice: str
    title: str
    open: int


def place_of(session: Session) -> Place:
    """Say where the question on the table stands in the conversation."""
    agenda = session.agenda
    for part, blocks in (("", agenda.blocks), ("after the time", agenda.later)):
        for block in blocks:
            codes = [topic.code for topic in block.topics]
            if session.at in codes:
                return Place(block, codes.index(session.at) + 1, len(codes), part)
    codes = [topic.code for topic in agenda.nobody]
    if session.at in codes:
        return Place(None, codes.index(session.at) + 1, len(codes), "nobody present can answer")
    return Place(None, 0, 0, "was decided before")


def onward(session: Session) -> Session:
    """Go on to the next question of the agenda that is open and not parked; stay where there is none."""
    for code in _after(session):
        if _waits(session, code):
            return _entered(session, moved(session, code))
    words = "only what is parked is left" if session.parked else "nothing is left to talk about"
    return replace(session, told=(f"That was the last one: {words}.",))


def _entered(before: Session, after: Session) -> Session:
    """Say who is wanted now where a new block begins."""
    old, new = place_of(before).block, place_of(after).block
    if new is None or new == old:
        return after
    names = [person.name for person in after.people if any(role in new.roles for role in person.roles)]
    wanted = ", ".join(names) or " or ".join(new.roles)
    left = "1 question" if len(new.topics) == 1 else f"{len(new.topics)} questions"
    minutes = f"{max(2, round(new.minutes))} minutes" if new.minutes > 1 else "a minute"
    sentence = f"Next: {after.pillar(new.pillar)}, with {wanted}: {left}, about {minutes}."
    return replace(after, told=(sentence,))


def back(session: Session) -> Session:
    """Go back to the question before this one, whether or not it is open; stay at the first."""
    codes = [topic.code for topic in session.agenda.topics]
    number = codes.index(session.at) if session.at in codes else len(codes)
    return moved(session, codes[number - 1]) if number else replace(session, told=("This is the first question.",))


def jumped(session: Session, text: str) -> Session:
    """Go to the question or practice that a code, an id or words name; raises ConversationError where nothing does."""
    found = search(session, text)
    if not found:
        raise ConversationError(f"Nothing here is called {text!r}. Try a code (REL5, SEC03-BP02) or a word of a title.")
    return moved(session, found[0].question)


def search(session: Session, text: str) -> tuple[Match, ...]:
    """Find questions and practices by code, by id of the WA Tool, or by words; exact codes and ids come first."""
    words = text.strip().lower()
    found = [ranked for question in session.questions() for ranked in _matches(session, question, words)]
    return tuple(match for _, match in sorted(found, key=lambda ranked: ranked[0])[:FOUND])


def finished(session: Session) -> bool:
    """Say whether nothing is left but what is parked."""
    return not any(_waits(session, topic.code) for topic in session.agenda.topics)


def _after(session: Session) -> Iterator[str]:
    codes = [topic.code for topic in session.agenda.topics]
    start = codes.index(session.at) + 1 if session.at in codes else 0
    yield from (code for code in (*codes[start:], *codes[:start]) if code != session.at)


def _waits(session: Session, code: str) -> bool:
    return code not in session.parked_codes and bool(session.standing(code).open)


def _matches(session: Session, question: Question, words: str) -> Iterator[tuple[int, Match]]:
    """Give what matches with its rank: the code itself, its beginning, a title, the text of the guide."""
    left = len(session.standing(question.code).open)
    rank = _rank(words, (question.code, question.id), question.title, question_guide_of(question).ask)
    if rank is not None:
        yield rank, Match(question.code, "", question.title, left)
    for practice in question.practices:
        rank = _rank(words, (practice.code, practice.choice_id), practice.title, practice_guide_of(practice).ask)
        if rank is not None:
            yield rank, Match(question.code, practice.code, practice.title, left)


def _rank(words: str, codes: tuple[str, ...], title: str, ask: str) -> int | None:
    names = [name for code in codes for name in (code.lower(), code.lower().rpartition(":")[2])]
    ranks = (
        words in names,
        any(name.startswith(words) for name in names),
        all(word in title.lower() for word in words.split()),
        all(word in ask.lower() for word in words.split()),
    )
    return next((rank for rank, found in enumerate(ranks) if found), None)
