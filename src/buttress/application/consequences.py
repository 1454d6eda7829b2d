"""What an answer answers beside its own practice: the same in another lens, and what cannot be there without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.answers.standing import counting
from buttress.application.session import Given
from buttress.lenses.conversation import answered_by, guides, moot_without

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from buttress.application.session import Session


def consequences(session: Session, givens: Sequence[Given]) -> tuple[Given, ...]:
    """Give what else some answers answer, nearest first.

    A practice that somebody answered by itself, or that evidence decides, is left as it is. Each consequence names in
    `source` the practice that it follows from, and follows it when that one changes or is withdrawn.
    """
    known = {given.practice for given in givens}
    found: list[Given] = []
    waiting = list(givens)
    while waiting:
        given = waiting.pop(0)
        for follow in (*_shared(session, given), *_moot(session, given)):
            if follow.practice not in known:
                known.add(follow.practice)
                found.append(follow)
                waiting.append(follow)
    return tuple(found)


def explained(follows: Sequence[Given]) -> tuple[str, ...]:
    """Say what was answered beside what was asked, a sentence each."""
    return tuple(map(_sentence, follows))


def doubts(session: Session, givens: Sequence[Given]) -> tuple[str, ...]:
    """Say where something is answered to be there, and what it cannot do without is answered not to be."""
    present = [given.practice for given in givens if given.decision == "present" and not given.withdrawn]
    return tuple(
        f"{code} cannot be in place without {need}, which is answered no: one of the two needs another look."
        for code in present
        if code in guides().practices
        for need in guides().practices[code].needs
        if (answer := counting(session.answers.get(need))) is not None and answer.decision == "absent"
    )


def _sentence(given: Given) -> str:
    if given.withdrawn:
        return f"{given.practice} is open again: its answer came from {given.source}."
    if given.reason.startswith("it cannot be in place"):
        return f"{given.practice} is answered no as well: {given.reason}."
    return f"{given.practice} is answered the same: one answer serves both."


def _shared(session: Session, given: Given) -> Iterator[Given]:
    for code in answered_by(given.practice):
        if _free(session, code, given):
            yield Given(
                code,
                given.decision,
                given.reason,
                by=given.by,
                origin=given.origin,
                source=given.practice,
                withdrawn=given.withdrawn,
            )


def _moot(session: Session, given: Given) -> Iterator[Given]:
    gone = given.decision == "absent" and not given.withdrawn
    for code in moot_without(given.practice):
        if gone and _free(session, code, given):
            reason = f"it cannot be in place without {given.practice}"
            yield Given(code, "absent", reason, by=given.by, source=given.practice)
        elif not gone and _came_from(session, code, given.practice):
            yield Given(code, "absent", source=given.practice, withdrawn=True)


def _free(session: Session, code: str, given: Given) -> bool:
    """Say whether an answer may be given along: nothing else has answered it."""
    if session.practice(code) is None:
        return False
    if _came_from(session, code, given.practice):
        return True
    return (
        not given.withdrawn
        and counting(session.answers.get(code)) is None
        and not session.practice_standing(code).decided
    )


def _came_from(session: Session, code: str, source: str) -> bool:
    answer = counting(session.answers.get(code))
    return answer is not None and answer.source == source
