"""Ids of practices that other tools still publish, and the practice that each stands for today."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from buttress.facts.table import index, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

RETIRED: Final = Path(__file__).parent / "data" / "retired.tsv"
_CHOICE, _CODE = "choice id", "practice code of before 2024"


def current(published: str, *, before_2024: bool = False) -> str | None:
    """Give the code of the practice that a published id stands for today; None when nothing took its place.

    A retired choice id gives the code of its successor; any other id comes back as it is. `before_2024` says that
    practice codes are meant as they were numbered then, when `SEC04-BP03` was what is `SEC04-BP04` now; the same text
    is a code of today as well, so only whoever reads a tool of that time can tell.
    """
    known = _retired()
    if before_2024 and (_CODE, published) in known:
        return known[_CODE, published] or None
    return known.get((_CHOICE, published), published) or None


@cache
def _retired() -> Mapping[tuple[str, str], str]:
    rows = read_table(RETIRED, ("kind", "published", "current"))
    return index(
        rows,
        lambda row: (row.one_of("kind", (_CHOICE, _CODE)), row.text("published")),
        lambda row: row.cells["current"],
    )
