"""The conversation as plain prompts, line by line: for a pipe, a screen reader, or a terminal that can do no more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from buttress.application import answering, moving
from buttress.application.choices import choices_of
from buttress.application.guiding import question_guide_of
from buttress.application.remarking import parked
from buttress.application.session import ConversationError, Given
from buttress.cli.conversation import words

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator, Mapping

    from buttress.application.choices import Choice
    from buttress.application.session import Session
    from buttress.application.store import Store

HELP: Final = """\
y            we do
n            we don't
x            we don't, for this and all that is open in the question
- REASON     it does not apply, because …
c            confirm what evidence suggests
a            accept all that evidence decides in this question
o            take the answer from earlier or from a template
note TEXT    keep a note
by NAME      who says it, from now on
park TEXT    park the question, and what it waits for
Enter        leave it open, on to the next choice
next, back   on to the next question, back to the one before
jump WORDS   to a question or practice, by code or by words
e            evidence
?            why we ask
u            undo the last
q            leave with a summary"""


@dataclass(frozen=True, slots=True)
class Desk:
    """Holds what a plain conversation needs: the store, the clock, and the way to read and to write a line.

    `ask` shows a prompt and gives the line that comes back, None when there are no more.
    """

    store: Store
    clock: Callable[[], datetime.datetime]
    ask: Callable[[str], str | None]
    tell: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Turn:
    """Holds where the conversation is after a line: the session, the choice that is next, and whether to go on."""

    session: Session
    choice: str
    leaves: bool = False


def converse(session: Session, desk: Desk) -> Session:
    """Lead the conversation until somebody leaves, the lines end, or nothing is open."""
    turn: Turn | None = None
    while turn is None or not turn.leaves:
        if turn is None or turn.session.at != session.at or not turn.choice:
            session = turn.session if turn is not None else session
            if moving.finished(session):
                desk.tell("Nothing is left to talk about.")
                return session
            _show_question(session, desk)
            turn = Turn(session, _first(session))
        session = turn.session
        turn = _take(turn, desk)
    return turn.session


def _take(turn: Turn, desk: Desk) -> Turn:
    """Show a choice, read a line, and do what it says."""
    if not turn.choice:
        return _onward(turn.session, desk)
    choice = next(found for found in choices_of(turn.session, turn.session.at) if found.code == turn.choice)
    _show(choice, desk)
    line = desk.ask(f"{choice.code} (y, n, - reason, Enter leaves it open, h helps): ")
    if line is None or line.strip() in {"q", "quit"}:
        return replace(turn, leaves=True)
    word, _, rest = line.strip().partition(" ")
    try:
        after = _done(turn, choice, word.lower(), rest.strip(), desk)
    except ConversationError as error:
        desk.tell(str(error))
        return turn
    return _settled(after, desk)


def _done(turn: Turn, choice: Choice, word: str, rest: str, desk: Desk) -> Turn:
    """Do what a line says; what answers the choice goes on to the next one."""
    session, store, now = turn.session, desk.store, desk.clock()
    if word in ANSWERS:
        return _next(_answer(session, choice, word, rest, desk), choice)
    if word in MOVES:
        moved = MOVES[word](session, rest)
        return _arrived(turn, moved, desk)
    if word == "park":
        return _onward(parked(session, store, rest, now), desk)
    if word == "note":
        return replace(turn, session=answering.noted(session, store, choice.code, rest, now))
    if word == "by":
        if not rest:
            raise ConversationError("Say who: by NAME.")
        return replace(turn, session=answering.reattributed(session, store, choice.code, rest, now))
    if word == "u":
        after = answering.undone(session, store, now)
        return Turn(after, choice.code)
    told = {"e": words.evidence, "?": _why}.get(word)
    desk.tell("\n".join(told(choice)) if told is not None else _help(word))
    return turn


def _help(word: str) -> str:
    return HELP if word in {"h", "help"} else f"{word!r} is none of these:\n{HELP}"


def _answer(session: Session, choice: Choice, word: str, rest: str, desk: Desk) -> Session:
    store, now = desk.store, desk.clock()
    if word in {"y", "yes"}:
        return answering.answered(session, store, (Given(choice.code, "present"),), now)
    if word in {"n", "no"}:
        return answering.answered(session, store, (Given(choice.code, "absent"),), now)
    if word in {"-", "na", "n/a"}:
        return answering.answered(session, store, (Given(choice.code, "not_applicable", rest),), now)
    if word == "x":
        return answering.none_of_the_rest(session, store, now)
    if word == "a":
        return answering.accepted(session, store, now)
    if word == "c":
        return answering.confirmed(session, store, choice.code, now)
    if word == "o" and choice.offers:
        return answering.taken(session, store, choice.offers[0], now)
    if word == "o":
        raise ConversationError("Nothing from earlier or from a template is there for this choice.")
    return session


ANSWERS: Final = frozenset(("y", "yes", "n", "no", "-", "na", "n/a", "x", "a", "c", "o", ""))


def _back(session: Session, _rest: str) -> Session:
    return moving.back(session)


def _on(session: Session, _rest: str) -> Session:
    return moving.onward(session)


MOVES: Final[Mapping[str, Callable[[Session, str], Session]]] = {
    "next": _on,
    "skip": _on,
    "back": _back,
    "jump": moving.jumped,
    "j": moving.jumped,
}


def _arrived(turn: Turn, session: Session, desk: Desk) -> Turn:
    if session.at == turn.session.at:
        return replace(turn, session=session)
    _show_question(session, desk)
    return Turn(session, _first(session))


def _onward(session: Session, desk: Desk) -> Turn:
    """Go on to the next question; where there is none, leave."""
    after = moving.onward(session)
    if after.at == session.at:
        return Turn(after, "", leaves=True)
    _show_question(after, desk)
    return Turn(after, _first(after))


def _settled(turn: Turn, desk: Desk) -> Turn:
    """Tell what came of it, and ask whose answer stands where somebody else was faster."""
    session = turn.session
    while session.conflict is not None:
        line = desk.ask(f"{words.conflict(session)} Keep theirs (t) or yours (o)? ")
        keep = "ours" if (line or "").strip().lower() in {"o", "ours", "y", "yours"} else "theirs"
        session = answering.resolved(session, desk.store, "ours" if keep == "ours" else "theirs", desk.clock())
    for sentence in session.told:
        desk.tell(sentence)
    return replace(turn, session=replace(session, told=()))


def _next(session: Session, choice: Choice) -> Turn:
    """Go on to the choice after this one that is open; the empty code says that the question is through."""
    choices = choices_of(session, session.at)
    codes = [found.code for found in choices]
    later = choices[codes.index(choice.code) + 1 :]
    return Turn(session, next((found.code for found in later if not found.standing.decided), ""))


def _first(session: Session) -> str:
    choices = choices_of(session, session.at)
    return next((choice.code for choice in choices if not choice.standing.decided), choices[0].code)


def _show_question(session: Session, desk: Desk) -> None:
    question = session.standing(session.at).question
    guide = question_guide_of(question)
    desk.tell("")
    desk.tell(words.header(session, desk.clock()))
    desk.tell(f"{question.code}: {question.title}")
    desk.tell(guide.ask)
    for probe in guide.dig_deeper:
        desk.tell(f"  Dig deeper: {probe}")
    for remark in session.remarks_on(question.code):
        desk.tell(f"  {'Parked' if remark.kind == 'parked' else 'Note'}: {remark.text} ({remark.by})")
    acceptable = len(answering.acceptable(session))
    if acceptable:
        desk.tell(f"  Evidence decides {acceptable} of the choices already; a accepts that.")


def _show(choice: Choice, desk: Desk) -> None:
    desk.tell("")
    desk.tell(f"{choice.code}: {choice.standing.practice.title}. Risk if absent: {choice.standing.practice.risk}.")
    for line in words.asked(choice):
        desk.tell(f"  {line}")
    desk.tell(f"  Seen: {choice.seen}")
    texts = (f"Answer: {choice.answer}" if choice.answer else "", choice.changed, words.proposed(choice))
    for text in (*texts, *words.offered(choice)):
        if text:
            desk.tell(f"  {text[:1].upper()}{text[1:]}")
    for remark in choice.remarks:
        desk.tell(f"  Note: {remark.text} ({remark.by})")


def _why(choice: Choice) -> Iterator[str]:
    return (f"{heading}: {text}" for heading, text in words.why(choice) if text)
