"""Takes a file of answers: held against the lenses as a whole first, then kept in one transaction."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from buttress.application.answering import answered, quoted
from buttress.application.answers_file import refuse
from buttress.application.remarking import remarked
from buttress.application.session import Given
from buttress.application.workload import Remark
from buttress.lenses import current, lenses
from buttress.lenses.conversation import answered_by, moot_without

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping

    from buttress.answers.answer import Answer
    from buttress.application.answers_file import AnswersFile, Filed, Text
    from buttress.application.session import Session
    from buttress.application.store import Store
    from buttress.application.workload import RemarkKind


def filed(session: Session, store: Store, file: AnswersFile, now: datetime.datetime) -> Session:
    """Keep the answers of a file, all or none, then its notes and what it parks.

    What the store has already is not kept again, so that taking a file twice changes nothing. Raises AnswersFileError
    that lists every unknown code, contradiction and answer that somebody has changed since it was exported. A
    `conflict` of the session says that somebody was faster at this very moment: nothing was written then.
    """
    names = _names(session)
    refuse(sorted(_problems(session, file, names), key=lambda problem: _line(problem, file.source)))
    entries = {names[entry.name]: entry for entry in file.answers}
    new = {code: entry for code, entry in entries.items() if not _held(session.answers.get(code), entry)}
    givens = [_given(code, entry, file) for code, entry in new.items()]
    after = answered(session, store, givens, now, f"took {len(givens)} answers from {file.source}")
    if after.conflict is not None:
        return after
    told = (*_replaced(session, new), *after.told)
    for kind, text in [*(("note", text) for text in file.notes), *(("parked", text) for text in file.parked)]:
        after = _remark(after, store, _remark_of(kind, text, file.by or session.speaker, now))
    return replace(after, told=told)


def codes_of(session: Session, name: str) -> str | None:
    """Give the code of a practice by its code or its id in the WA Tool; None where no lens that applies has it."""
    return _names(session).get(name) or _names(session).get(current(name) or "")


def _names(session: Session) -> dict[str, str]:
    """Give the codes of practices by their codes and by their ids in the WA Tool."""
    practices = [practice for lens in session.lenses for practice in lens.practices()]
    return {name: practice.code for practice in practices for name in (practice.choice_id, practice.code)}


def unknown(session: Session, name: str) -> str:
    """Say that no lens that applies has a practice of that code or id, and which is near."""
    for lens in lenses():
        if any(name in {practice.code, practice.choice_id} for practice in lens.practices()):
            return f"{name} is of {lens.name}, which does not apply here: nothing that it is about was found."
    names = _names(session)
    today = current(name)
    near = [today] if today in names and today != name else get_close_matches(name, names, n=1)
    meant = f" Did you mean {near[0]}?" if near else " `buttress explain` knows the codes."
    return f"no practice has the code or id {name!r}.{meant}"


def _problems(session: Session, file: AnswersFile, names: Mapping[str, str]) -> Iterator[str]:
    for entry in file.answers:
        if entry.name not in names:
            yield f"{file.source}:{entry.line}: {unknown(session, entry.name)}"
    known = [entry for entry in file.answers if entry.name in names]
    yield from _contradictions(known, file.source, names)
    for entry in known:
        yield from _newer(session.answers.get(names[entry.name]), entry, file.source)
    questions = {question.code for question in session.questions()}
    for text in (*file.notes, *file.parked):
        if text.about not in questions and text.about not in names:
            yield f"{file.source}:{text.line}: {unknown(session, text.about)}"


def _contradictions(entries: list[Filed], source: str, names: Mapping[str, str]) -> Iterator[str]:
    """Find practices that are answered twice, twins with two answers, and a yes to what cannot be in place."""
    first: dict[str, Filed] = {}
    for entry in entries:
        code = names[entry.name]
        if code in first:
            yield f"{source}:{entry.line}: {code} is answered on line {first[code].line} already: {first[code].name}."
        first.setdefault(code, entry)
    for code, entry in first.items():
        for other in answered_by(code):
            twin = first.get(other)
            if twin is not None and twin.decision != entry.decision and twin.line > entry.line:
                said = f"{code} on line {entry.line} says {quoted(entry.decision)}"
                yield f"{source}:{twin.line}: {other} says {quoted(twin.decision)}, and {said}: they are the same."
        for other in moot_without(code):
            there = first.get(other)
            if there is not None and entry.decision == "absent" and there.decision == "present":
                yield f"{source}:{there.line}: {other} cannot be there without {code}, which line {entry.line} denies."


def _newer(held: Answer | None, entry: Filed, source: str) -> Iterator[str]:
    revision = held.revision if held is not None else 0
    if entry.revision is not None and entry.revision != revision and not _held(held, entry):
        now = (
            "there is no answer now"
            if held is None or held.withdrawn
            else f"{held.by} says {quoted(held.decision)} now"
        )
        yield (
            f"{source}:{entry.line}: {entry.name} was exported as revision {entry.revision}, and {now} (revision "
            f"{revision}). Take the `revision` out to say it all the same."
        )


def _held(held: Answer | None, entry: Filed) -> bool:
    """Say whether the store has this answer already."""
    if held is None or held.withdrawn:
        return False
    same = (held.decision, held.reason) == (entry.decision, entry.reason or held.reason)
    return same and entry.note in {None, held.note} and entry.by in {"", held.by}


def _given(code: str, entry: Filed, file: AnswersFile) -> Given:
    by = entry.by or file.by
    return Given(code, entry.decision, entry.reason, entry.note, by, "imported", file.source)


def _replaced(session: Session, new: Mapping[str, Filed]) -> Iterator[str]:
    for code in new:
        held = session.answers.get(code)
        if held is not None and not held.withdrawn:
            yield f"{code} said {quoted(held.decision)} before, by {held.by} on {held.at:%Y-%m-%d}."


def _remark_of(kind: str, text: Text, by: str, now: datetime.datetime) -> Remark:
    known: RemarkKind = "parked" if kind == "parked" else "note"
    return Remark(known, text.about, text.text, by, now)


def _remark(session: Session, store: Store, remark: Remark) -> Session:
    there = {(found.kind, found.about, found.text) for found in session.remarks_on(remark.about)}
    return session if (remark.kind, remark.about, remark.text) in there else remarked(session, store, remark)


def _line(problem: str, source: str) -> int:
    return int(problem.removeprefix(f"{source}:").partition(":")[0])
