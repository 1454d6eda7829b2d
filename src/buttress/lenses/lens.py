"""What a lens is: pillars of questions, each answered by practices that concern parts of an architecture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

Risk = Literal["high", "medium", "low"]
PracticeClass = Literal["A", "P", "C"]
Quantifier = Literal["every", "any", "share"]

WORKLOAD: Final = "workload"
"""What stands in a facet's types for the workload as a whole."""


@dataclass(frozen=True, slots=True)
class Facet:
    """Names one side of what a practice asks: the resource types it is about, and the checks that decide exactly these.

    `types` may hold `workload`. `quantifier` says how many of the resources must do well: `every`, `any` (one is
    enough), or `share` (some doing well is worth telling). Without checks nothing here can decide the facet, so it
    stays open.
    """

    name: str
    types: tuple[str, ...]
    quantifier: Quantifier
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concerns:
    """Says what a practice is about; `workload` says that it applies to every workload, whatever that is made of.

    Without `workload` it does not apply where none of the types of its facets is present.
    """

    workload: bool
    facets: tuple[Facet, ...]

    @property
    def types(self) -> frozenset[str]:
        """Give the resource types of all facets, without `workload`."""
        return frozenset(name for facet in self.facets for name in facet.types if name != WORKLOAD)


@dataclass(frozen=True, slots=True)
class Practice:
    """Describes a practice: a choice of a lens.

    `code` is unique over all lenses: `SEC03-BP02`, or `serverless:sec_sec_q2_a3` where the lens has no codes of its
    own; `choice_id` and `question_id` are those of the AWS WA Tool. `risk` is the risk if it is absent, `rank` the
    lens's own word for it (`required`, `good`, `best`). `practice_class` is A (configuration decides), P (evidence
    supports or contradicts, a person confirms) or C (conversation only). `sources` are letters for where evidence can
    come from: I templates, R repository, L live account, B billing, G game days.
    """

    lens: str
    code: str
    choice_id: str
    question_id: str
    title: str
    risk: Risk
    rank: str
    practice_class: PracticeClass
    sources: str
    concerns: Concerns | None

    def __hash__(self) -> int:
        """Hash by the code, which is unique: what is kept for each practice is looked up often."""
        return hash(self.code)


@dataclass(frozen=True, slots=True)
class Question:
    """Describes a question; `code` is unique over all lenses (`serverless:SEC2`), `pillar` is the pillar's id."""

    lens: str
    id: str
    code: str
    title: str
    pillar: str
    practices: tuple[Practice, ...]


@dataclass(frozen=True, slots=True)
class Pillar:
    """Describes a pillar; its id is that of the AWS WA Tool (`costOptimization`)."""

    id: str
    name: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Lens:
    """Describes a lens; it applies where one of the types `applies_to` is present, and always when it names none."""

    id: str
    name: str
    applies_to: tuple[str, ...]
    pillars: tuple[Pillar, ...]

    def questions(self) -> Iterator[Question]:
        """Give the questions in the order of the lens."""
        for pillar in self.pillars:
            yield from pillar.questions

    def practices(self) -> Iterator[Practice]:
        """Give the practices in the order of the lens."""
        for question in self.questions():
            yield from question.practices
