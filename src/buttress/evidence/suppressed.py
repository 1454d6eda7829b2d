"""What a finding carries when somebody wrote about it that it is none, or accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.records import dataclass

if TYPE_CHECKING:
    import datetime

    from buttress.graph.suppression import Kind


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Says what somebody wrote about a finding, and where.

    `until` is the last day that it holds, None where no end was named; `expired` whether that day is past, so that the
    finding counts again. `rule` is the id of another tool's rule, where it was written for that `tool`.
    """

    kind: Kind
    reason: str
    owner: str
    until: datetime.date | None
    expired: bool
    tool: str
    rule: str
    file: str
    line: int

    @property
    def words(self) -> str:
        """Say it in words: `accepted until 2027-01-31 by jane: the queue goes in March`."""
        what = "said to be a false positive" if self.kind == "false-positive" else "accepted"
        until = f" until {self.until}" if self.until is not None else ""
        endless = ", with no end date" if self.until is None and self.kind == "accepted" else ""
        who = f" by {self.owner}" if self.owner else f" for {self.tool} ({self.rule}), by nobody named"
        ended = ", which is past, so it counts again" if self.expired else ""
        return f"{what}{until}{who}{endless}{ended}: {self.reason or 'no reason given'}"
