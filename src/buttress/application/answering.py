"""What people say, kept at once: each action takes a session and gives the next one, after the store has it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from buttress.answers.answer import Answer
from buttress.application.consequences import consequences, doubts, explained
from buttress.application.remarking import remarked, settle_answered, taken_back
from buttress.application.session import Conflict, ConversationError, Given, Session, Step, plain
from buttress.application.store import ConflictError
from buttress.application.workload import Remark

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from buttress.answers.answer import Decision
    from buttress.answers.standing import Standing
    from buttress.application.session import Offer
    from buttress.application.store import Store

WORDS: Final[Mapping[Decision, str]] = {
    "present": "we do",
    "absent": "we don't",
    "not_applicable": "does not apply",
}


def quoted(decision: Decision) -> str:
    """Give a decision in the words of whoever says it, in quotes."""
    return f'"{WORDS[decision]}"'


def answered(session: Session, store: Store, givens: Sequence[Given], now: datetime.datetime, did: str = "") -> Session:
    """Keep answers, and what follows from them, all or none.

    Where somebody else was faster, nothing is written and the session holds the `Conflict`. Raises ConversationError
    for a practice that is not applicable without a reason, or that no lens that applies has.
    """
    for given in givens:
        _refuse(session, given)
    follows = consequences(session, givens)
    drafts = tuple(_draft(session, given, now) for given in (*givens, *follows))
    did = did or _did(givens)
    try:
        kept = store.answer(session.workload.name, drafts) if drafts else ()
    except ConflictError as error:
        return _met(session, store, Conflict(_theirs(error), tuple(givens), did), now)
    step = Step(did, tuple((session.answers.get(answer.practice), answer) for answer in kept))
    answers = {**session.answers, **{answer.practice: answer for answer in kept}}
    steps = (*session.steps, step) if kept else session.steps
    after = replace(session, answers=answers, steps=steps, conflict=None)
    after = replace(after, told=(*explained(follows), *doubts(after, givens)))
    return settle_answered(after, store)


def _met(session: Session, store: Store, conflict: Conflict, now: datetime.datetime) -> Session:
    """Take their answer in; one that only followed from ours gives way to it without asking."""
    theirs = conflict.theirs
    known = replace(session, answers={**session.answers, theirs.practice: theirs})
    if any(given.practice == theirs.practice for given in conflict.ours):
        return replace(known, conflict=conflict, told=())
    return answered(known, store, conflict.ours, now, conflict.did)


def resolved(session: Session, store: Store, keep: Literal["ours", "theirs"], now: datetime.datetime) -> Session:
    """Settle the conflict: their answer stands, or ours is kept over it; what we said of other practices is kept."""
    if session.conflict is None:
        return session
    conflict = session.conflict
    mine = [given for given in conflict.ours if keep == "ours" or given.practice != conflict.theirs.practice]
    return answered(replace(session, conflict=None), store, mine, now, conflict.did)


def toggled(session: Session, store: Store, code: str, now: datetime.datetime) -> Session:
    """Answer that a practice is present, or absent where it is answered to be present."""
    answer = session.practice_standing(code).answer
    there = answer is not None and answer.decision == "present"
    return answered(session, store, (Given(code, "absent" if there else "present"),), now)


def accepted(session: Session, store: Store, now: datetime.datetime) -> Session:
    """Keep as answers what evidence decides completely for the question on the table."""
    givens = tuple(map(_by_evidence, acceptable(session)))
    if not givens:
        return replace(session, told=("Evidence decides nothing here that is not answered.",))
    return answered(session, store, givens, now, f"accepted {len(givens)} that evidence decides")


def acceptable(session: Session) -> tuple[Standing, ...]:
    """Give the practices of the question on the table that evidence decides and nobody has answered."""
    standings = session.standing(session.at).standings
    return tuple(standing for standing in standings if standing.decided and standing.answer is None)


def confirmed(session: Session, store: Store, code: str, now: datetime.datetime) -> Session:
    """Answer, as a person, what evidence suggests for a practice."""
    decision = suggested(session.practice_standing(code))
    if decision is None:
        return replace(session, told=(f"Evidence suggests nothing for {code}: say whether you do.",))
    reason = _reason(session.practice_standing(code)) if decision == "not_applicable" else ""
    return answered(session, store, (Given(code, decision, reason),), now)


def suggested(standing: Standing) -> Decision | None:
    """Give the answer that evidence suggests, whether or not it decides."""
    known: Mapping[str, Decision] = {
        "met": "present",
        "supported": "present",
        "partly": "absent",
        "contradicted": "absent",
        "not_applicable": "not_applicable",
    }
    return known.get(standing.state)


def none_of_the_rest(session: Session, store: Store, now: datetime.datetime) -> Session:
    """Answer "we don't" to all that is open and unanswered in the question on the table."""
    rest = [s.practice.code for s in session.standing(session.at).open if s.answer is None]
    if not rest:
        return replace(session, told=("Nothing is open here.",))
    return answered(session, store, [Given(code, "absent") for code in rest], now, "none of the rest")


def withdrawn(session: Session, store: Store, codes: Sequence[str], now: datetime.datetime) -> Session:
    """Open answered practices again; those without an answer are left out."""
    there = [answer for code in codes if (answer := session.practice_standing(code).answer) is not None]
    givens = [_again(answer, withdrawn=True) for answer in there]
    return answered(session, store, givens, now, f"opened {', '.join(codes)} again")


def noted(session: Session, store: Store, code: str, text: str, now: datetime.datetime) -> Session:
    """Keep a note: with the answer to a practice, replacing the one before; else beside the practice or question."""
    answer = session.practice_standing(code).answer if session.practice(code) is not None else None
    if answer is None:
        return remarked(session, store, Remark("note", code, text, session.speaker, now))
    return answered(session, store, (replace(_again(answer), note=text),), now, f"noted {code}")


def reattributed(session: Session, store: Store, code: str, name: str, now: datetime.datetime) -> Session:
    """Let somebody else speak from now on; an answer that is there already becomes theirs."""
    session = replace(session, speaker=name, told=(f"{name} speaks from now on.",))
    answer = session.practice_standing(code).answer
    if answer is None or answer.by == name:
        return session
    after = answered(session, store, (replace(_again(answer), by=name),), now, f"{code} was said by {name}")
    return replace(after, told=(*session.told, *after.told))


def taken(session: Session, store: Store, offer: Offer, now: datetime.datetime) -> Session:
    """Take an answer from earlier or from a template, with its origin."""
    then = offer.answer
    given = Given(then.practice, then.decision, then.reason, then.note, origin=offer.origin, source=offer.source)
    return answered(session, store, (given,), now, f"took the answer from {offer.source}")


def undone(session: Session, store: Store, now: datetime.datetime) -> Session:
    """Take back what the last action wrote; an answer that somebody else has changed since is left alone."""
    if not session.steps:
        return replace(session, told=("Nothing was said in this session that could be taken back.",))
    step, rest = session.steps[-1], session.steps[:-1]
    if step.remark is not None:
        return taken_back(replace(session, steps=rest), store, step.remark)
    drafts = tuple(_before(before, after, now) for before, after in step.answers)
    try:
        kept = store.answer(session.workload.name, drafts)
    except ConflictError as error:
        theirs = _theirs(error)
        told = f"{theirs.by} has answered {theirs.practice} since, so nothing was taken back."
        return replace(session, answers={**session.answers, theirs.practice: theirs}, steps=rest, told=(told,))
    answers = {**session.answers, **{answer.practice: answer for answer in kept}}
    return replace(session, answers=answers, steps=rest, conflict=None, told=(f"Taken back: {step.did}.",))


def _before(before: Answer | None, after: Answer, now: datetime.datetime) -> Answer:
    if before is None or before.withdrawn:
        return replace(after, withdrawn=True, at=now)
    return replace(before, revision=after.revision)


def _theirs(error: ConflictError) -> Answer:
    if not isinstance(error.theirs, Answer):
        raise ConversationError(str(error)) from error
    return error.theirs


def _refuse(session: Session, given: Given) -> None:
    session.question_of(given.practice)
    if given.decision == "not_applicable" and not given.reason.strip():
        raise ConversationError(f"{given.practice}: say why it does not apply, so that others can follow it later.")


def _draft(session: Session, given: Given, now: datetime.datetime) -> Answer:
    newest = session.answers.get(given.practice)
    said = session.said.get(given.practice)
    counting = newest if newest is not None and not newest.withdrawn else None
    kept_note = counting.note if counting is not None else ""
    return Answer(
        practice=given.practice,
        decision=given.decision,
        by=plain(given.by) or session.speaker,
        at=now,
        origin=given.origin,
        note=kept_note if given.note is None else plain(given.note),
        reason=plain(given.reason),
        seen=said.state if said is not None else None,
        source=given.source,
        withdrawn=given.withdrawn,
        revision=newest.revision if newest is not None else 0,
    )


def _again(answer: Answer, *, withdrawn: bool = False) -> Given:
    return Given(
        answer.practice,
        answer.decision,
        answer.reason,
        answer.note,
        answer.by,
        answer.origin,
        answer.source,
        withdrawn,
    )


def _by_evidence(standing: Standing) -> Given:
    decision = suggested(standing) or "present"
    reason = _reason(standing) if decision == "not_applicable" else ""
    return Given(standing.practice.code, decision, reason, origin="evidence")


def _reason(standing: Standing) -> str:
    reasons = standing.said.reasons if standing.said is not None else ()
    return "; ".join(reasons) or "nothing that it concerns is part of this workload"


def _did(givens: Sequence[Given]) -> str:
    return ", ".join(
        f"{given.practice}: {'open again' if given.withdrawn else WORDS[given.decision]}" for given in givens
    )
