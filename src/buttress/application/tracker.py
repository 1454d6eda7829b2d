"""The tracker port: where the actions of a plan are handed over to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from buttress.application.planning import Planned


class Tracker(Protocol):
    """Takes a plan to where a team keeps its work: a spreadsheet, a page, later a tracker of tickets."""

    def take(self, found: Planned) -> str:
        """Hand the plan over; gives what was made of it: the document, or the addresses of tickets, a line each."""
        ...
