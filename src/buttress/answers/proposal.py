"""What evidence says about a practice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from buttress.evidence.record import Evidence
    from buttress.lenses import Practice

ProposalState = Literal["met", "supported", "partly", "contradicted", "open", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts the evidence that bears on a practice, by its state."""

    met: int = 0
    gap: int = 0
    unknown: int = 0
    not_applicable: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """Proposes a state for a practice.

    `deciding` is the evidence that the state rests on, in order of place; `reasons` say why a practice is open, most
    telling first; `share` is (how many do well, of how many judged) where the state is `partly`.
    """

    practice: Practice
    state: ProposalState
    counts: Counts
    deciding: tuple[Evidence, ...] = ()
    reasons: tuple[str, ...] = ()
    share: tuple[int, int] | None = None


def count(evidence: Iterable[Evidence]) -> Counts:
    """Count evidence by its state."""
    states = [found.state for found in evidence]
    return Counts(states.count("met"), states.count("gap"), states.count("unknown"), states.count("not_applicable"))


def ordered(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Give evidence once each, in order of place."""
    once = {(found.check.id, found.resource): found for found in evidence}
    return tuple(sorted(once.values(), key=lambda found: found.order) if len(once) > 1 else once.values())
