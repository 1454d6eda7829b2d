"""What a proposal leaves to decide: the questions for the design conversation, most at stake first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from buttress.evidence.check import WORKLOAD
from buttress.evidence.severity import severity_of
from buttress.graph.values import NOT_DECIDED
from buttress.plan.items import ORDER

if TYPE_CHECKING:
    from buttress.application.review import Review
    from buttress.evidence.check import Check, Risk
    from buttress.evidence.record import Evidence

NAMED: Final = 3
"""How many parts of a question are named."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """Names one thing to decide, as what would be true then, and the parts of the proposal that it is about."""

    check: Check
    severity: Risk
    about: tuple[str, ...]

    @property
    def says(self) -> str:
        """Give it as a line without its end."""
        title = self.check.title.rstrip(".")
        if not self.about:
            return title
        more = f" and {len(self.about) - NAMED} more" if len(self.about) > NAMED else ""
        return f"{title}: {', '.join(self.about[:NAMED])}{more}"


def undecided(review: Review) -> tuple[Undecided, ...]:
    """Give what is not decided yet, by severity, then by how many parts it is about, then by the check's id."""
    groups: dict[str, list[Evidence]] = {}
    for found in review.evidence:
        if found.state == "unknown" and found.reason == NOT_DECIDED:
            groups.setdefault(found.check.id, []).append(found)
    items = [Undecided(group[0].check, severity_of(group[0].check), _about(group)) for group in groups.values()]
    return tuple(sorted(items, key=lambda item: (ORDER[item.severity], -len(item.about), item.check.id)))


def _about(group: list[Evidence]) -> tuple[str, ...]:
    return tuple(found.resource.rsplit("#", 1)[-1] for found in group if found.resource != WORKLOAD)
