"""An action: an item of the plan with an owner and a date, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    import datetime

    from buttress.answers.snapshot import Key
    from buttress.evidence.check import Risk
    from buttress.lenses.guide import Size

Status = Literal["open", "reported", "closed", "accepted"]

STATUSES: Final[tuple[Status, ...]] = ("open", "reported", "closed", "accepted")
"""To be done; said to be done, which evidence has yet to show; done; a risk that somebody accepted until a day."""


@dataclass(frozen=True, slots=True)
class Action:
    """Keeps an item that somebody took on.

    `id` is that of the item: the check of its gaps (`lambda-error-alarm`), or the code of the practice that people said
    is absent. `findings` are the gaps that it was made for. `reason` says why a risk is accepted, or what closed or
    re-opened the action; `until` is the last day of an accepted risk. `at` and `by` tell of the last change; `revision`
    counts the changes from 1, 0 before it is kept.
    """

    id: str
    title: str
    severity: Risk
    effort: Size
    practices: tuple[str, ...]
    findings: tuple[Key, ...]
    first_step: str
    status: Status
    at: datetime.datetime
    by: str
    owner: str = ""
    due: datetime.date | None = None
    reason: str = ""
    until: datetime.date | None = None
    revision: int = 0
