"""What a check says of a resource."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from buttress.records import dataclass

if TYPE_CHECKING:
    from buttress.graph.location import Location

State = Literal["met", "gap", "unknown", "not_applicable"]
Confidence = Literal["high", "medium", "low"]

CONFIDENCES: Final[tuple[Confidence, ...]] = ("high", "medium", "low")
"""From the surest down."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """States one thing about one resource, with the place that decides it.

    `absent` says that the verdict rests on not having found something in the scope that the check declares for an
    absence.
    """

    state: State
    reason: str
    location: Location | None = None
    confidence: Confidence = "high"
    absent: bool = False


def met(reason: str, location: Location, confidence: Confidence = "high") -> Verdict:
    """Say that the practice is followed here; the place is the one that decides."""
    return Verdict("met", reason, location, confidence)


def gap(reason: str, location: Location, confidence: Confidence = "high") -> Verdict:
    """Say that the practice is not followed here; the place is where somebody would mend it."""
    return Verdict("gap", reason, location, confidence)


def missing(reason: str, location: Location | None = None, confidence: Confidence = "high") -> Verdict:
    """Say that something was not found in the scope the check declares: a gap only where everything in it was read."""
    return Verdict("gap", reason, location, confidence, absent=True)


def not_applicable(reason: str, location: Location | None = None) -> Verdict:
    """Say that the practice has nothing to say about this resource."""
    return Verdict("not_applicable", reason, location)
