"""The store port: where workloads, answers, actions and milestones last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from buttress.answers.answer import Answer
    from buttress.answers.snapshot import Snapshot
    from buttress.application.milestone import Milestone, State
    from buttress.application.workload import Listed, Participant, Remark, Workload
    from buttress.lenses import Lens
    from buttress.plan.action import Action


class StoreError(Exception):
    """Says what the store could not do, and what to do about it."""


class MissingError(StoreError):
    """Says that the store has no workload, milestone or remark of that name."""


class ExistsError(StoreError):
    """Says that the name is taken."""


class ConflictError(StoreError):
    """Says that somebody else was faster: `theirs` is what the store holds now, whoever is later decides."""

    def __init__(self, message: str, theirs: object) -> None:
        super().__init__(message)
        self.theirs = theirs


class Store(Protocol):
    """Keeps what people said and what evidence said, for good.

    A method that returns has committed: what it was given outlives the process. What changes over time carries a
    `revision`; a change is taken only where it names the revision that the store holds, else `ConflictError` is raised
    and nothing is written. Nothing is ever overwritten: earlier revisions stay readable. Every method that names a
    workload raises `MissingError` where there is none.
    """

    # workloads
    def create(self, workload: Workload) -> Workload:
        """Keep a new workload; raises `ExistsError` where the name is taken."""
        ...

    def workload(self, name: str) -> Workload:
        """Give a workload by its name."""
        ...

    def workloads(self) -> tuple[Listed, ...]:
        """Give a line about each workload, by name."""
        ...

    def change(self, workload: Workload) -> Workload:
        """Keep a changed workload; its name stays. Raises `ConflictError`."""
        ...

    # lens versions
    def pin(self, lens: Lens) -> str:
        """Keep a version of a lens and give its digest; equal lenses have equal digests."""
        ...

    def lens(self, digest: str) -> Lens:
        """Give a version of a lens by its digest; raises `MissingError`."""
        ...

    # evidence
    def keep(self, workload: str, snapshot: Snapshot, at: datetime.datetime) -> int:
        """Keep what a review said; gives its number within the workload, from 1. A snapshot equal to the newest one is
        not kept twice: the newest one's number is given.
        """
        ...

    def snapshot(self, workload: str, number: int | None = None) -> Snapshot | None:
        """Give a snapshot by its number, the newest without; None where nothing was reviewed yet."""
        ...

    def snapshots(self, workload: str) -> tuple[tuple[int, datetime.datetime], ...]:
        """Give the number and the time of each snapshot, oldest first."""
        ...

    # answers
    def answers(self, workload: str) -> Mapping[str, Answer]:
        """Give the newest answer to each practice by its code, withdrawn ones included."""
        ...

    def history(self, workload: str, practice: str) -> tuple[Answer, ...]:
        """Give all answers to a practice, oldest first."""
        ...

    def answer(self, workload: str, answers: Sequence[Answer]) -> tuple[Answer, ...]:
        """Keep answers, all or none; each names the revision that it replaces (0: there is none). Raises
        `ConflictError`, whose `theirs` is the answer that the store holds.
        """
        ...

    # people and remarks
    def participants(self, workload: str) -> tuple[Participant, ...]:
        """Give the people who take part, by name; those who left are not among them."""
        ...

    def take_part(self, workload: str, participant: Participant) -> Participant:
        """Keep somebody who takes part, or a change of it. Raises `ConflictError`."""
        ...

    def remarks(self, workload: str) -> tuple[Remark, ...]:
        """Give notes and what is parked, by number."""
        ...

    def remark(self, workload: str, remark: Remark) -> Remark:
        """Keep a remark: a new one where its number is 0, else a change of it. Raises `ConflictError`."""
        ...

    # actions
    def actions(self, workload: str) -> tuple[Action, ...]:
        """Give the newest form of each action, by id."""
        ...

    def action_history(self, workload: str, action: str) -> tuple[Action, ...]:
        """Give all forms of an action, oldest first."""
        ...

    def act(self, workload: str, actions: Sequence[Action]) -> tuple[Action, ...]:
        """Keep actions, all or none; each names the revision that it replaces (0: there is none). Raises
        `ConflictError`.
        """
        ...

    # milestones
    def milestones(self, workload: str) -> tuple[Milestone, ...]:
        """Give the milestones, oldest first."""
        ...

    def state_at(self, workload: str, number: int) -> State:
        """Give the state that a milestone holds, exactly as it was; raises `MissingError`."""
        ...

    def mark(self, workload: str, milestone: Milestone, state: State) -> Milestone:
        """Keep a milestone with its state, for good; raises `ExistsError` for its name, `ConflictError` for its
        number.
        """
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...
