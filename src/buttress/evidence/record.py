"""A verdict with what it is about and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.records import dataclass

if TYPE_CHECKING:
    from buttress.evidence.check import Check
    from buttress.evidence.suppressed import Suppressed
    from buttress.evidence.verdict import Confidence, State
    from buttress.graph.location import Location
    from buttress.graph.origin import Origin


@dataclass(frozen=True, slots=True)
class When:
    """Gives the state in some worlds: `world` pairs what is open with its choice, as people read them."""

    state: State
    reason: str
    world: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Records one verdict of one check on one resource (or on the workload).

    `resource` and `type` are `workload` for a check of the workload; `when` lists the states by world where worlds
    differ; `rests_on` lists the defaults that the verdict was read from. `suppression` is what somebody wrote about it,
    which changes neither state nor reason.
    """

    check: Check
    state: State
    confidence: Confidence
    resource: str
    type: str
    reason: str
    location: Location
    when: tuple[When, ...] = ()
    rests_on: tuple[str, ...] = ()
    suppression: Suppressed | None = None
    origin: Origin | None = None
    """What people wrote that the resource comes from, where a tool wrote the file."""

    @property
    def place(self) -> str:
        """Give `file:line`; where a tool wrote that file, what people wrote comes first, and the file beside it."""
        if self.origin is None:
            return str(self.location)
        if self.origin.place is None:
            return f"{self.location} ({self.origin.path})"
        return f"{self.origin.place} ({self.origin.path}, {self.location})"

    @property
    def counts_as_gap(self) -> bool:
        """Say whether it is a gap that nobody accepts at present, or says to be none."""
        return self.state == "gap" and (self.suppression is None or self.suppression.expired)

    @property
    def order(self) -> tuple[object, ...]:
        """Give the key that evidence is sorted by: place, then check."""
        return (self.location.file, self.location.line, self.location.column, self.check.id, self.resource)
