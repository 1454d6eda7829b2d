"""Trackers that are documents: the plan as CSV and as Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from buttress.report.plan import plan_csv, plan_markdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from buttress.application.planning import Planned
    from buttress.plan.advice import Advice


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """Hands a plan over as CSV."""

    advise: Callable[[str], Advice]

    def take(self, found: Planned) -> str:
        """Give the plan as CSV."""
        return plan_csv(found, self.advise)


@dataclass(frozen=True, slots=True)
class Page:
    """Hands a plan over as Markdown."""

    advise: Callable[[str], Advice]

    def take(self, found: Planned) -> str:
        """Give the plan as Markdown."""
        return plan_markdown(found, self.advise)
