"""What people decided about a practice, with where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    import datetime

    from buttress.answers.proposal import ProposalState

Decision = Literal["present", "absent", "not_applicable"]
Origin = Literal["evidence", "person", "imported", "template", "earlier"]

DECISIONS: Final[tuple[Decision, ...]] = ("present", "absent", "not_applicable")
ORIGINS: Final[tuple[Origin, ...]] = ("evidence", "person", "imported", "template", "earlier")
"""Evidence that a person accepted as it is; a person's own word; a file or another tool; a template workload; an
earlier review of the same workload."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Keeps what somebody decided about a practice (its code), and how we know.

    `revision` counts the answers to this practice from 1, 0 before it is kept. `by` is who said it, `at` when, in UTC.
    `reason` says why it does not apply. `seen` is what evidence said at that time, None where there was none: evidence
    that says something else later makes the answer stale. `source` names what an answer was taken from: a workload, a
    file, a milestone. A withdrawn answer is one that no longer counts.
    """

    practice: str
    decision: Decision
    by: str
    at: datetime.datetime
    origin: Origin = "person"
    note: str = ""
    reason: str = ""
    seen: ProposalState | None = None
    source: str = ""
    withdrawn: bool = False
    revision: int = 0
