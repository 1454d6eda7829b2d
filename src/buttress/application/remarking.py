"""Notes and what is parked: text beside the answers, about a question or a practice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from buttress.application.session import TAKEN_BACK, ConversationError, Session, Step, plain
from buttress.application.store import ConflictError
from buttress.application.workload import Remark

if TYPE_CHECKING:
    import datetime

    from buttress.application.store import Store

ANSWERED = "answered"
"""What settles something parked when nothing of its question is open any more."""


def remarked(session: Session, store: Store, remark: Remark) -> Session:
    """Keep a note or something parked; raises ConversationError where there is no text."""
    if not plain(remark.text):
        raise ConversationError("There is nothing to keep without a text.")
    kept = store.remark(session.workload.name, replace(remark, text=plain(remark.text)))
    step = Step(f"{'parked' if kept.kind == 'parked' else 'noted'} {kept.about}", remark=kept)
    return replace(session, remarks=(*session.remarks, kept), steps=(*session.steps, step), told=())


def parked(session: Session, store: Store, text: str, now: datetime.datetime) -> Session:
    """Park the question on the table, with what it waits for."""
    return remarked(session, store, Remark("parked", session.at, text, session.speaker, now))


def taken_back(session: Session, store: Store, remark: Remark) -> Session:
    """Show a remark no more."""
    after = _settled(session, store, remark, TAKEN_BACK)
    return replace(after, told=(f"Taken back: the remark on {remark.about}.",))


def settle_answered(session: Session, store: Store) -> Session:
    """Settle what is parked about questions of which nothing is open any more."""
    for remark in session.parked:
        if any(remark.about == q.code and not session.standing(q.code).open for q in session.questions()):
            session = _settled(session, store, remark, ANSWERED)
    return session


def _settled(session: Session, store: Store, remark: Remark, how: str) -> Session:
    """Keep what came of a remark; where somebody else was faster, theirs stands."""
    try:
        kept = store.remark(session.workload.name, replace(remark, settled=how))
    except ConflictError as error:
        kept = error.theirs if isinstance(error.theirs, Remark) else remark
    remarks = tuple(kept if found.number == remark.number else found for found in session.remarks)
    return replace(session, remarks=remarks)
