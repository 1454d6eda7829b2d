"""What leads the conversation: what to ask about a question and its practices, and what comes of the answer."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Final, Literal

from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

Role = Literal["owner", "developer", "operator", "security", "finance"]
Size = Literal["S", "M", "L"]

ROLES: Final[tuple[Role, ...]] = ("owner", "developer", "operator", "security", "finance")
"""Who can be asked: who answers for the workload, builds it, runs it, guards it, pays for it."""

SIZES: Final[tuple[Size, ...]] = ("S", "M", "L")
"""How much work it is: days, weeks, months."""


@dataclass(frozen=True, slots=True)
class Effort:
    """Says how much work it is to follow a practice, and why."""

    size: Size
    because: str


@dataclass(frozen=True, slots=True)
class QuestionGuide:
    """Opens the conversation about a question: why it matters to customers, what to ask, and whom."""

    why: str
    ask: str
    dig_deeper: tuple[str, ...]
    who: tuple[Role, ...]
    read: str


@dataclass(frozen=True, slots=True)
class PracticeGuide:
    """Leads the conversation about a practice.

    `who` is who can answer. `needs` are codes of practices of the same lens without which this one cannot be in place:
    a "no" there answers this one. `only_if` says when it applies at all, where many workloads have no such thing.
    `same_as` are codes of practices of other lenses that the answer to this one answers as well.
    """

    ask: str
    dig_deeper: tuple[str, ...]
    good_looks_like: str
    done_when: str
    if_absent: str
    steps: tuple[str, ...]
    effort: Effort
    read: str
    who: tuple[Role, ...]
    needs: tuple[str, ...] = field(default=())
    only_if: str = ""
    same_as: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Guides:
    """Holds the guides of questions and of practices, by their codes."""

    questions: Mapping[str, QuestionGuide]
    practices: Mapping[str, PracticeGuide]
