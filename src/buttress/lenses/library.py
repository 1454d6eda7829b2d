"""The lenses that come with Buttress, loaded at the first question about them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from buttress.lenses.compiled import load
from buttress.lenses.errors import LensError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from buttress.lenses.lens import Lens, Practice

COMPILED: Final = Path(__file__).parent / "compiled.json"
"""What `scripts/compile_lenses.py` makes of the documents in `data/`."""


@cache
def lenses() -> tuple[Lens, ...]:
    """Give the lenses that come with Buttress, the Framework first."""
    return load(COMPILED)


def lens_ids() -> tuple[str, ...]:
    """Give the ids of the lenses that come with Buttress."""
    return tuple(lens.id for lens in lenses())


def lens(lens_id: str) -> Lens:
    """Give a lens by its id (`wellarchitected`, `serverless`); raises LensError when there is none."""
    for found in lenses():
        if found.id == lens_id:
            return found
    raise LensError(f"No lens is called {lens_id!r}.{_meant(lens_id, lens_ids())}")


def practices() -> tuple[Practice, ...]:
    """Give the practices of all lenses, in their order."""
    return tuple(_practices().values())


def practice(code: str) -> Practice:
    """Give a practice by its code (`SEC03-BP02`, `serverless:sec_sec_q2_a3`); raises LensError when no lens has it."""
    found = _practices().get(code)
    if found is None:
        raise LensError(f"No practice has the code {code!r}.{_meant(code, _practices())}")
    return found


@cache
def _practices() -> Mapping[str, Practice]:
    return {practice.code: practice for lens in lenses() for practice in lens.practices()}


def _meant(word: str, words: Iterable[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only what is wrong pays for it

    close = get_close_matches(word, tuple(words), n=1)
    return f" Did you mean {close[0]}?" if close else ""
