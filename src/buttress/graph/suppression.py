"""What somebody wrote beside a resource to say that a gap there is none, or is accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from buttress.records import dataclass

if TYPE_CHECKING:
    import datetime

    from buttress.graph.location import Location

Kind = Literal["false-positive", "accepted"]

KINDS: Final[tuple[Kind, ...]] = ("false-positive", "accepted")
BEGIN: Final = (0, 0)
END: Final = (2**31, 0)

Position = tuple[int, int]
"""A line and a column."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """Declares that a check's gap on a resource is a false positive, or a risk that somebody accepts until a day.

    `resource` is the logical id, empty for the whole template; `extent` is where the resource begins and where the next
    one does: what SAM makes of a resource has its place, and is meant too. `until` is the last day, None where there
    is none. `tool` is who else it was written for (`checkov`, with `rule` for its id), `buttress` where nobody else.
    """

    kind: Kind
    check: str
    resource: str
    reason: str
    owner: str
    until: datetime.date | None
    location: Location
    extent: tuple[Position, Position] = (BEGIN, END)
    tool: str = "buttress"
    rule: str = ""
    named: bool = False
    """Whether it stands apart from the templates, and `resource` is a resource's id or logical id, empty for any."""

    @property
    def order(self) -> tuple[object, ...]:
        """Give the key that suppressions are sorted by: place, then check."""
        return self.location.file, self.location.line, self.location.column, self.check

    def covers(self, resource: str, place: Location) -> bool:
        """Say whether a resource, by its id and place, is meant."""
        if self.named:
            return not self.resource or self.resource in (resource, resource.partition("#")[2])
        begin, end = self.extent
        return place.file == self.location.file and begin <= (place.line, place.column) < end
