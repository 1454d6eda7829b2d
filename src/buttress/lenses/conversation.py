"""What leads the conversation about our lenses: loaded apart from the lenses, because a review does without it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import orjson

from buttress.lenses.errors import LensError
from buttress.lenses.guide import Effort, Guides, PracticeGuide, QuestionGuide

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Guide = TypeVar("Guide", QuestionGuide, PracticeGuide)

GUIDES: Final = Path(__file__).parent / "guides.json"
"""What `scripts/compile_lenses.py` makes of the texts of the documents in `data/`."""


def compiled_guides(guides: Iterable[Guides]) -> bytes:
    """Give the guides of several lenses as one JSON document, keys in the order of their fields."""
    parts = tuple(guides)
    together = {
        "questions": {code: guide for part in parts for code, guide in part.questions.items()},
        "practices": {code: guide for part in parts for code, guide in part.practices.items()},
    }
    return orjson.dumps(together, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


@cache
def guides() -> Guides:
    """Give the guides of the lenses that come with Buttress; the file is ours, so its shape is taken on trust."""
    read = orjson.loads(GUIDES.read_bytes())
    return Guides(
        {code: QuestionGuide(**_tuples(entry)) for code, entry in read["questions"].items()},
        {code: _practice(entry) for code, entry in read["practices"].items()},
    )


def question_guide(code: str) -> QuestionGuide:
    """Give the guide of a question by its code (`REL5`, `serverless:REL2`); raises LensError where there is none."""
    return _known(guides().questions, code)


def practice_guide(code: str) -> PracticeGuide:
    """Give the guide of a practice by its code (`SEC03-BP02`); raises LensError where there is none."""
    return _known(guides().practices, code)


def answered_by(code: str) -> tuple[str, ...]:
    """Give the codes of the practices of other lenses that one answer serves together with this one, in their order."""
    known = guides().practices
    there = known[code].same_as if code in known else ()
    back = (other for other, guide in known.items() if code in guide.same_as)
    return tuple(dict.fromkeys((*there, *back)))


def moot_without(code: str) -> tuple[str, ...]:
    """Give the codes of the practices that cannot be in place where this one is not: a "no" here answers them."""
    return tuple(other for other, guide in guides().practices.items() if code in guide.needs)


def _known(guides: Mapping[str, Guide], code: str) -> Guide:
    if code not in guides:
        raise LensError(f"There is no guide to {code!r}.")
    return guides[code]


def _practice(entry: dict[str, Any]) -> PracticeGuide:
    entry["effort"] = Effort(**entry["effort"])
    return PracticeGuide(**_tuples(entry))


def _tuples(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
