"""A milestone: what a review stood at when somebody said so, for good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from buttress.application.canonical import digest

if TYPE_CHECKING:
    import datetime

    from buttress.answers.answer import Answer
    from buttress.answers.snapshot import Snapshot
    from buttress.application.workload import Participant, Remark, Workload
    from buttress.plan.action import Action

FIRST: Final = "0" * 64
"""What stands for the hash before the first milestone."""


@dataclass(frozen=True, slots=True)
class State:
    """Holds all that is known of a workload at one moment: latest evidence, answers, remarks, people and actions.

    Everything is in a stable order: answers by practice, remarks by number, participants by name, actions by id.
    """

    workload: Workload
    snapshot: Snapshot | None
    answers: tuple[Answer, ...]
    remarks: tuple[Remark, ...] = ()
    participants: tuple[Participant, ...] = ()
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Risks:
    """Counts the questions of a milestone by their risk, certain and possible, for the trend."""

    high: int
    possibly_high: int
    medium: int
    possibly_medium: int
    open_practices: int


@dataclass(frozen=True, slots=True)
class Milestone:
    """Marks a state under a name; `number` counts a workload's milestones from 1.

    `content` is the SHA-256 of the state, `previous` the `hash` of the milestone before (`FIRST` for the first), `hash`
    that of everything in it: change anything, anywhere before it, and it is another.
    """

    name: str
    number: int
    at: datetime.datetime
    by: str
    risks: Risks
    content: str
    previous: str
    note: str = ""

    @property
    def hash(self) -> str:
        """Give the SHA-256 that the next milestone is chained to."""
        return digest(self)
