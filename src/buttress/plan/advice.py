"""Why an item matters and what to do first, from the page of its check or the guide of its practice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from buttress.evidence.prose import prose_of
from buttress.lenses.conversation import guides

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Advice:
    """Says why something matters to the customers of the workload, and the first step."""

    why: str
    first_step: str


def advice_on(item: str, catalogue: Path) -> Advice:
    """Give the advice on an item by its id; `catalogue` is the folder of the checks.

    The id of a check is its place. An item of a check that this version no longer has, and one of a lens without a
    guide, has no advice.
    """
    service, _, practice = item.partition("-")
    page = catalogue / service / f"{practice.replace('-', '_')}.md"
    if page.is_file():
        prose = prose_of(page)
        return Advice(prose.in_short, prose.first_step)
    return _guided(item)


def _guided(code: str) -> Advice:
    guide = guides().practices.get(code)
    return Advice(guide.if_absent, guide.steps[0]) if guide is not None else Advice("", "")
