"""The items of the improvement plan: the gaps of a review, grouped by check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence.prose import prose_of
from buttress.evidence.severity import severity_of
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from buttress.evidence.check import Check, Risk
    from buttress.evidence.record import Evidence

ORDER: Final[dict[str, int]] = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True, slots=True)
class Item:
    """Names one thing to do: what would be true then, why it matters, the first step, and where.

    `gaps` are in order of place; `judged` counts the resources that the check judged either way. The check's page is
    read when it is asked for, as most reports print a few items only.
    """

    check: Check
    severity: Risk
    gaps: tuple[Evidence, ...]
    judged: int

    @property
    def why(self) -> str:
        """Say in short why it matters."""
        return prose_of(self.check.page).in_short

    @property
    def first_step(self) -> str:
        """Say what to do first."""
        return prose_of(self.check.page).first_step

    @property
    def practices(self) -> tuple[str, ...]:
        """Give the codes of the practices that the gaps speak against."""
        return tuple(link.practice for link in self.check.bears_on if link.bearing != "supports")


def items_of(evidence: Iterable[Evidence]) -> tuple[Item, ...]:
    """Group the gaps by check, ordered by severity, then by how many there are, then by the check's id.

    Gaps that somebody accepts, or says to be none, are left out.
    """
    gaps: dict[str, list[Evidence]] = {}
    judged: dict[str, int] = {}
    for record in evidence:
        if record.state in ("gap", "met"):
            judged[record.check.id] = judged.get(record.check.id, 0) + 1
        if record.counts_as_gap:
            gaps.setdefault(record.check.id, []).append(record)
    items = [_item(found, judged[check]) for check, found in gaps.items()]
    return tuple(sorted(items, key=lambda item: (ORDER[item.severity], _sure(item), -len(item.gaps), item.check.id)))


def _item(gaps: list[Evidence], judged: int) -> Item:
    check = gaps[0].check
    return Item(check, severity_of(check), tuple(gaps), judged)


def _sure(item: Item) -> int:
    """Put what rests on a heuristic after what is declared."""
    return 1 if all(gap.confidence == "low" for gap in item.gaps) else 0
