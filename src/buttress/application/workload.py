"""A workload as it is kept, and what people leave beside their answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    import datetime

    from buttress.lenses.guide import Role

RemarkKind = Literal["note", "parked"]

MINUTES: Final = 90
"""How long a conversation may take, in minutes, where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Says who does something, and when (in UTC)."""

    by: str
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Workload:
    """Names a workload, the paths it is read from, and the templates of answers that it follows.

    `name` is unique in a store. `paths` are absolute; `given` are the values of parameters that are given at each
    review, `parameter_files` files of such. `follows` names the workload whose answers are offered here; `template`
    says that it exists to be followed. `lenses` pins each lens to the version that the review is held by: pairs of lens
    id and digest. `revision` counts the changes from 1, 0 before it is kept.
    """

    name: str
    at: datetime.datetime
    paths: tuple[str, ...] = ()
    given: tuple[tuple[str, str], ...] = ()
    parameter_files: tuple[str, ...] = ()
    description: str = ""
    follows: str = ""
    template: bool = False
    lenses: tuple[tuple[str, str], ...] = ()
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """Tells in one line of a list how a workload stands."""

    name: str
    at: datetime.datetime
    answers: int
    snapshots: int
    milestones: int
    open_actions: int


@dataclass(frozen=True, slots=True)
class Participant:
    """Names somebody who takes part in the review of a workload, and for which roles that person can answer."""

    name: str
    roles: tuple[Role, ...]
    at: datetime.datetime
    left: bool = False
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Remark:
    """Keeps a note, or something parked for later, about a question or a practice (its code), or about nothing (empty).

    `number` is the remark's own within the workload, from 1; 0 before it is kept. `settled` says what came of something
    parked, empty as long as it waits.
    """

    kind: RemarkKind
    about: str
    text: str
    by: str
    at: datetime.datetime
    settled: str = ""
    number: int = 0
    revision: int = 0
