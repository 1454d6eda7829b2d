"""How much is at stake with a check: the highest risk among the practices that it bears on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.lenses import practice

if TYPE_CHECKING:
    from buttress.evidence.check import Check, Risk

_ORDER: Final[tuple[Risk, ...]] = ("high", "medium", "low")


def severity_of(check: Check) -> Risk:
    """Give the highest risk among the linked practices, lowered only where the check says so with a reason."""
    if check.severity is not None:
        return check.severity.to
    return min((practice(link.practice).risk for link in check.bears_on), key=_ORDER.index)
