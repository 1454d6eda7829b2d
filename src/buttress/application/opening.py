"""Opens a conversation: the workload with its evidence, the people, and the order of what is open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from buttress.answers.agenda import Agenda, agenda_of
from buttress.answers.standing import standing_of
from buttress.application.guiding import who_of
from buttress.application.holding import held, pins
from buttress.application.offers import offers_of
from buttress.application.session import Session, roles_of, who
from buttress.application.store import ConflictError
from buttress.application.workload import Participant
from buttress.lenses.guide import ROLES

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping, Sequence

    from buttress.answers.answer import Answer
    from buttress.answers.snapshot import Snapshot
    from buttress.application.session import Sitting
    from buttress.application.store import Store
    from buttress.application.workload import Workload
    from buttress.lenses import Lens
    from buttress.lenses.guide import Role


NAMED: Final = 6
"""How many questions that nobody here can answer are named at the beginning; the summary names all."""


def opened(store: Store, name: str, sitting: Sitting, now: datetime.datetime) -> Session:
    """Open a conversation about a workload; raises `MissingError` where the store has none of that name.

    The people of the sitting are kept as taking part.
    """
    snapshot = store.snapshot(name)
    workload = _pinned(store, name, snapshot)
    lenses = tuple(one.lens for one in held(store, workload, snapshot))
    answers = dict(store.answers(name))
    here = tuple(_welcomed(store, name, person) for person in sitting.people) or store.participants(name)
    agenda = agenda_for(lenses, snapshot, answers, roles_of(here), sitting.minutes)
    session = Session(
        workload=workload,
        snapshot=snapshot,
        lenses=lenses,
        answers=answers,
        remarks=store.remarks(name),
        people=here,
        speaker=sitting.speaker or next((person.name for person in here), "somebody"),
        began=now,
        budget=sitting.minutes,
        agenda=agenda,
        at="",
        offers=offers_of(store, workload, answers, lenses),
        earlier={code: answer.revision for code, answer in answers.items()},
    )
    return replace(session, at=_first(session), told=tuple(_welcome(session, store)))


def joined(session: Session, store: Store, people: Sequence[Participant]) -> Session:
    """Take somebody in who was not named when the conversation began; the order of the questions stays."""
    here = {person.name: person for person in session.people}
    for person in people:
        if person.name not in here:
            here[person.name] = _welcomed(store, session.workload.name, person)
    return replace(session, people=tuple(here.values()))


def agenda_for(
    lenses: tuple[Lens, ...],
    snapshot: Snapshot | None,
    answers: Mapping[str, Answer],
    roles: Sequence[Role],
    minutes: float,
) -> Agenda:
    """Order what is open in some lenses."""
    said = snapshot.by_practice if snapshot is not None else {}
    pillars = list(dict.fromkeys(pillar.id for lens in lenses for pillar in lens.pillars))
    questions = [question for lens in lenses for question in lens.questions()]
    questions.sort(key=lambda question: pillars.index(question.pillar))
    return agenda_of([standing_of(q, said, answers) for q in questions], who(lenses), roles, minutes)


def _pinned(store: Store, name: str, snapshot: Snapshot | None) -> Workload:
    """Give the workload, with pins for the lenses that its review has not used before."""
    workload = store.workload(name)
    known = pins(store, workload, snapshot)
    return workload if known == workload.lenses else _changed(store, replace(workload, lenses=known))


def _changed(store: Store, workload: Workload) -> Workload:
    """Keep the pins; where somebody else changed the workload at this moment, theirs stands and has pins of its own."""
    try:
        return store.change(workload)
    except ConflictError:
        kept = store.workload(workload.name)
        return kept if dict(kept.lenses) else store.change(replace(kept, lenses=workload.lenses))


def _welcomed(store: Store, workload: str, person: Participant) -> Participant:
    """Keep somebody who is present, with the roles as they are given now."""
    known = {found.name: found for found in store.participants(workload)}.get(person.name)
    if known is not None and (known.roles == person.roles or not person.roles):
        return known
    try:
        return store.take_part(workload, replace(person, revision=known.revision if known is not None else 0))
    except ConflictError as error:
        revision = error.theirs.revision if isinstance(error.theirs, Participant) else 0
        return store.take_part(workload, replace(person, revision=revision))


def _welcome(session: Session, store: Store) -> Iterator[str]:
    """Say what fits into the time, what nobody here can answer, and how old the evidence is."""
    agenda = session.agenda
    fitting = sum(len(block.topics) for block in agenda.blocks)
    later = sum(len(block.topics) for block in agenda.later)
    if later:
        yield f"{fitting} questions fit into {session.budget:.0f} minutes; {later} more come after them."
    if agenda.nobody:
        guides = [who_of(topic.question.question) for topic in agenda.nobody]
        missing = [role for role in ROLES if any(role in guide for guide in guides)]
        codes = [topic.code for topic in agenda.nobody]
        more = f" and {len(codes) - NAMED} more" if len(codes) > NAMED else ""
        named = ", ".join(codes[:NAMED]) + more
        yield f"Nobody here is named for {named}: {' or '.join(missing)} could answer. They come last."
    reviews = store.snapshots(session.workload.name)
    if reviews:
        yield f"The evidence is of {reviews[-1][1]:%Y-%m-%d}."


def _first(session: Session) -> str:
    """Give the question to begin with: the first of the agenda that is not parked, else the first of all."""
    codes = [topic.code for topic in session.agenda.topics]
    rest = (question.code for question in session.questions())
    return next((code for code in codes if code not in session.parked_codes), next(iter(codes), next(rest)))
