"""The store on a database: each method is one transaction."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from buttress.application.store import MissingError
from buttress.store import archive, evidence, milestones, workloads
from buttress.store.series import ACTIONS, ANSWERS, PARTICIPANTS, REMARKS, add, newest, of_key
from buttress.store.tables import remark as remarks
from buttress.store.workloads import id_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping, Sequence

    from buttress.answers.answer import Answer
    from buttress.answers.snapshot import Snapshot
    from buttress.application.milestone import Milestone, State
    from buttress.application.verifying import Entry, Marked, Named
    from buttress.application.workload import Listed, Participant, Remark, Workload
    from buttress.lenses import Lens
    from buttress.plan.action import Action
    from buttress.store.engine import Database

    Clock = Callable[[], datetime.datetime]


class SqlStore:
    """Keeps reviews in SQLite or PostgreSQL; see the port `buttress.application.store.Store` for what it promises.

    Threads may share one; each method takes a connection of its own. Every method raises `StoreError` where the
    database cannot do what is asked.
    """

    __slots__ = ("_clock", "_database")

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def create(self, workload: Workload) -> Workload:
        """Keep a new workload."""
        with self._database.writing() as connection:
            return workloads.create(connection, workload)

    def workload(self, name: str) -> Workload:
        """Give a workload by its name."""
        with self._database.reading() as connection:
            return workloads.read(connection, name)

    def workloads(self) -> tuple[Listed, ...]:
        """Give a line about each workload, by name."""
        with self._database.reading() as connection:
            return workloads.listed(connection)

    def change(self, workload: Workload) -> Workload:
        """Keep a changed workload."""
        with self._database.writing() as connection:
            return workloads.change(connection, workload)

    def pin(self, lens: Lens) -> str:
        """Keep a version of a lens and give its digest."""
        with self._database.writing() as connection:
            return evidence.pin(connection, lens, self._clock())

    def lens(self, digest: str) -> Lens:
        """Give a version of a lens by its digest."""
        with self._database.reading() as connection:
            return evidence.pinned(connection, digest)

    def keep(self, workload: str, snapshot: Snapshot, at: datetime.datetime) -> int:
        """Keep what a review said; gives its number within the workload."""
        with self._database.writing() as connection:
            return evidence.keep(connection, id_of(connection, workload, to_write=True), snapshot, at)

    def snapshot(self, workload: str, number: int | None = None) -> Snapshot | None:
        """Give a snapshot by its number, the newest without."""
        with self._database.reading() as connection:
            return evidence.read(connection, id_of(connection, workload), number)

    def snapshots(self, workload: str) -> tuple[tuple[int, datetime.datetime], ...]:
        """Give the number and the time of each snapshot, oldest first."""
        with self._database.reading() as connection:
            return evidence.times(connection, id_of(connection, workload))

    def answers(self, workload: str) -> Mapping[str, Answer]:
        """Give the newest answer to each practice by its code."""
        with self._database.reading() as connection:
            found = newest(connection, ANSWERS, id_of(connection, workload))
        return {answer.practice: answer for answer in found}

    def history(self, workload: str, practice: str) -> tuple[Answer, ...]:
        """Give all answers to a practice, oldest first."""
        with self._database.reading() as connection:
            return of_key(connection, ANSWERS, id_of(connection, workload), practice)

    def answer(self, workload: str, answers: Sequence[Answer]) -> tuple[Answer, ...]:
        """Keep answers, all or none."""
        with self._database.writing() as connection:
            return add(connection, ANSWERS, id_of(connection, workload, to_write=True), answers)

    def participants(self, workload: str) -> tuple[Participant, ...]:
        """Give the people who take part, by name."""
        with self._database.reading() as connection:
            found = newest(connection, PARTICIPANTS, id_of(connection, workload))
        return tuple(person for person in found if not person.left)

    def take_part(self, workload: str, participant: Participant) -> Participant:
        """Keep somebody who takes part, or a change of it."""
        with self._database.writing() as connection:
            return add(connection, PARTICIPANTS, id_of(connection, workload, to_write=True), [participant])[0]

    def remarks(self, workload: str) -> tuple[Remark, ...]:
        """Give notes and what is parked, by number."""
        with self._database.reading() as connection:
            return newest(connection, REMARKS, id_of(connection, workload))

    def remark(self, workload: str, remark: Remark) -> Remark:
        """Keep a remark: a new one where its number is 0, else a change of it."""
        with self._database.writing() as connection:
            key = id_of(connection, workload, to_write=True)
            last = connection.scalar(select(func.max(remarks.c.number)).where(remarks.c.workload_id == key)) or 0
            if remark.number > last:
                raise MissingError(f"The workload {workload!r} has no remark number {remark.number}.")
            numbered = replace(remark, number=remark.number or last + 1)
            return add(connection, REMARKS, key, [numbered])[0]

    def actions(self, workload: str) -> tuple[Action, ...]:
        """Give the newest form of each action, by id."""
        with self._database.reading() as connection:
            return newest(connection, ACTIONS, id_of(connection, workload))

    def action_history(self, workload: str, action: str) -> tuple[Action, ...]:
        """Give all forms of an action, oldest first."""
        with self._database.reading() as connection:
            return of_key(connection, ACTIONS, id_of(connection, workload), action)

    def act(self, workload: str, actions: Sequence[Action]) -> tuple[Action, ...]:
        """Keep actions, all or none."""
        with self._database.writing() as connection:
            return add(connection, ACTIONS, id_of(connection, workload, to_write=True), actions)

    def milestones(self, workload: str) -> tuple[Milestone, ...]:
        """Give the milestones, oldest first."""
        with self._database.reading() as connection:
            return milestones.listed(connection, id_of(connection, workload))

    def state_at(self, workload: str, number: int) -> State:
        """Give the state that a milestone holds, exactly as it was."""
        with self._database.reading() as connection:
            return milestones.state_at(connection, id_of(connection, workload), number)

    def mark(self, workload: str, milestone: Milestone, state: State) -> Milestone:
        """Keep a milestone with its state, for good."""
        with self._database.writing() as connection:
            return milestones.mark(connection, id_of(connection, workload, to_write=True), milestone, state)

    def kept_workloads(self) -> Sequence[str]:
        """Give the names of all workloads, whatever else is left of them."""
        with self._database.examining() as connection:
            return workloads.names_in(connection)

    def kept_entries(self, workload: str) -> Sequence[Entry]:
        """Give every revision of everything of a workload, for `application.verifying`."""
        with self._database.examining() as connection:
            return tuple(archive.entries(connection, id_of(connection, workload), workload))

    def kept_milestones(self, workload: str) -> Sequence[Marked]:
        """Give the milestones of a workload as they are kept."""
        with self._database.examining() as connection:
            return tuple(archive.marked(connection, id_of(connection, workload)))

    def kept_names(self, workload: str) -> Sequence[Named]:
        """Give where the documents that a workload needs are named."""
        with self._database.examining() as connection:
            return tuple(archive.names(connection, id_of(connection, workload)))

    def kept_document(self, what: str, digest: str) -> bytes | None:
        """Give the content of a document as it is kept."""
        with self._database.examining() as connection:
            return archive.document(connection, what, digest)

    def close(self) -> None:
        """Let go of the database."""
        self._database.engine.dispose()
