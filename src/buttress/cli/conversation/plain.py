"""The conversation as plain prompts, line by line: for a pipe, a screen reader, or a terminal that can do no more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
    from collections.abc import Iterator

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
    """Holds where the conversation is after a line: the session, the choice that is next, and whether to go on.

    `shown` says that the choice was read out already, and is not repeated.
    """

    session: Session
    choice: str
    leaves: bool = False
    shown: bool = False


def converse(session: Session, desk: Desk) -> Session:
    """Lead the conversation until somebody leaves, the lines end, or nothing is open."""
    if moving.finished(session):
        desk.tell("Nothing is left to talk about, but what is parked." if session.parked else "Nothing is open.")
        return session
    for sentence in session.told:
        desk.tell(sentence)
    _show_question(session, desk)
    turn = Turn(replace(session, told=()), _first(session))
    while not turn.leaves:
        turn = _take(turn, desk) if turn.choice else _onward(turn.session, desk)
    return turn.session


def _take(turn: Turn, desk: Desk) -> Turn:
    """Show a choice, read a line, and do what it says."""
    choice = next(found for found in choices_of(turn.session, turn.session.at) if found.code == turn.choice)
    if not turn.shown:
        _show(choice, desk)
    line = desk.ask(f"{choice.code} (y, n, - reason, Enter leaves it open, h helps): ")
    if line is None or line.strip() in {"q", "quit"}:
        return replace(turn, leaves=True)
    try:
        after = _done(turn, choice, line, desk)
    except ConversationError as error:
        desk.tell(str(error))
        return replace(turn, shown=True)
    return _settled(after, desk)


def _done(turn: Turn, choice: Choice, line: str, desk: Desk) -> Turn:
    """Do what a line says; what answers the choice goes on to the next one."""
    word, _, rest = line.strip().partition(" ")
    word, rest = word.lower(), rest.strip()
    if word in ANSWERS:
        return _next(turn, ANSWERS[word](turn.session, choice, rest, desk), choice)
    if word in KEPT:
        return replace(turn, session=KEPT[word](turn.session, choice, rest, desk), shown=True)
    if word in {"u", "undo"}:
        return _undone(turn, desk)
    if word in MOVES:
        return _arrived(turn, MOVES[word](turn.session, rest), desk)
    if word == "park":
        return _onward(parked(turn.session, desk.store, rest, desk.clock()), desk)
    told = TOLD.get(word)
    desk.tell("\n".join(told(choice)) if told is not None else _help(word))
    return replace(turn, shown=True)


def _help(word: str) -> str:
    return HELP if word in {"h", "help"} else f"{word!r} is none of these:\n{HELP}"


def _yes(session: Session, choice: Choice, _rest: str, desk: Desk) -> Session:
    return answering.answered(session, desk.store, (Given(choice.code, "present"),), desk.clock())


def _no(session: Session, choice: Choice, _rest: str, desk: Desk) -> Session:
    return answering.answered(session, desk.store, (Given(choice.code, "absent"),), desk.clock())


def _not_applicable(session: Session, choice: Choice, rest: str, desk: Desk) -> Session:
    return answering.answered(session, desk.store, (Given(choice.code, "not_applicable", rest),), desk.clock())


def _none(session: Session, _choice: Choice, _rest: str, desk: Desk) -> Session:
    return answering.none_of_the_rest(session, desk.store, desk.clock())


def _accept(session: Session, _choice: Choice, _rest: str, desk: Desk) -> Session:
    return answering.accepted(session, desk.store, desk.clock())


def _confirm(session: Session, choice: Choice, _rest: str, desk: Desk) -> Session:
    return answering.confirmed(session, desk.store, choice.code, desk.clock())


def _take_offer(session: Session, choice: Choice, _rest: str, desk: Desk) -> Session:
    if not choice.offers:
        raise ConversationError("Nothing from earlier or from a template is there for this choice.")
    return answering.taken(session, desk.store, choice.offers[0], desk.clock())


def _leave_open(session: Session, _choice: Choice, _rest: str, _desk: Desk) -> Session:
    return session


def _note(session: Session, choice: Choice, rest: str, desk: Desk) -> Session:
    return answering.noted(session, desk.store, choice.code, rest, desk.clock())


def _by(session: Session, choice: Choice, rest: str, desk: Desk) -> Session:
    if not rest:
        raise ConversationError("Say who: by NAME.")
    return answering.reattributed(session, desk.store, choice.code, rest, desk.clock())


def _undone(turn: Turn, desk: Desk) -> Turn:
    """Take the last action back, and go to the practice that it was about."""
    steps = turn.session.steps
    session = answering.undone(turn.session, desk.store, desk.clock())
    if not steps or not steps[-1].answers:
        return replace(turn, session=session, shown=True)
    code = steps[-1].answers[0][1].practice
    return Turn(replace(session, at=session.question_of(code).code), code)


def _why(choice: Choice) -> Iterator[str]:
    return (f"{heading}: {text}" for heading, text in words.why(choice) if text)


def _back(session: Session, _rest: str) -> Session:
    return moving.back(session)


def _on(session: Session, _rest: str) -> Session:
    return moving.onward(session)


Act = Callable[["Session", "Choice", str, "Desk"], "Session"]

ANSWERS: Final[Mapping[str, Act]] = {
    "y": _yes,
    "yes": _yes,
    "n": _no,
    "no": _no,
    "-": _not_applicable,
    "na": _not_applicable,
    "n/a": _not_applicable,
    "x": _none,
    "a": _accept,
    "c": _confirm,
    "o": _take_offer,
    "": _leave_open,
}
"""What may answer a choice, and goes on to the next."""
KEPT: Final[Mapping[str, Act]] = {
    "note": _note,
    "by": _by,
}
"""What keeps something and stays at the choice."""
TOLD: Final[Mapping[str, Callable[[Choice], Iterator[str]]]] = {"e": words.evidence, "?": _why}
"""What only tells."""
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
    for sentence in after.told:
        desk.tell(sentence)
    if after.at == session.at:
        return Turn(after, "", leaves=True)
    _show_question(after, desk)
    return Turn(replace(after, told=()), _first(after))


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


def _next(turn: Turn, session: Session, choice: Choice) -> Turn:
    """Go on to the choice after this one that is open; the empty code says that the question is through.

    What told something and left the choice open (nothing to confirm, a conflict) stays where it is.
    """
    choices = choices_of(session, session.at)
    here = [found.code for found in choices].index(choice.code)
    if (session.told or session.conflict) and not choices[here].standing.decided:
        return replace(turn, session=session, shown=True)
    later = (found.code for found in choices[here + 1 :] if not found.standing.decided)
    return Turn(session, next(later, ""))


def _first(session: Session) -> str:
    choices = choices_of(session, session.at)
    return next((choice.code for choice in choices if not choice.standing.decided), choices[0].code)


def _show_question(session: Session, desk: Desk) -> None:
    question = session.standing(session.at).question
    guide = question_guide_of(question)
    desk.tell("")
    if words.time_is_up(session, desk.clock()):
        desk.tell(words.time_is_up(session, desk.clock()))
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
    desk.tell(f"  Evidence: {choice.seen}")
    texts = (f"Answer: {choice.answer}" if choice.answer else "", choice.changed, words.proposed(choice))
    for text in (*texts, *words.offered(choice)):
        if text:
            desk.tell(f"  {text[:1].upper()}{text[1:]}")
    for remark in choice.remarks:
        desk.tell(f"  Note: {remark.text} ({remark.by})")
