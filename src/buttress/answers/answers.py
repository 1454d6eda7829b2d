"""What evidence proposes for a whole workload, lens by lens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.answers.proposing import proposed
from buttress.answers.risk import Interval, interval
from buttress.answers.scope import Scope
from buttress.lenses import library
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from buttress.answers.proposal import Proposal
    from buttress.evidence.record import Evidence
    from buttress.graph.graph import Graph
    from buttress.lenses import Lens, Pillar, Question


@dataclass(frozen=True, slots=True)
class QuestionAnswers:
    """Holds the proposals for the practices of a question, in their order, and the risk that they leave."""

    question: Question
    proposals: tuple[Proposal, ...]
    risk: Interval

    @property
    def open(self) -> bool:
        """Say whether there is something to talk about."""
        return any(proposal.state == "open" for proposal in self.proposals)


@dataclass(frozen=True, slots=True)
class PillarAnswers:
    """Holds what is proposed for the questions of a pillar."""

    pillar: Pillar
    questions: tuple[QuestionAnswers, ...]


@dataclass(frozen=True, slots=True)
class LensAnswers:
    """Holds what is proposed for the pillars of a lens."""

    lens: Lens
    pillars: tuple[PillarAnswers, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """Holds what evidence proposes, for the lenses that apply."""

    lenses: tuple[LensAnswers, ...]

    def questions(self) -> Iterator[QuestionAnswers]:
        """Give the questions of all lenses that apply, in their order."""
        for lens in self.lenses:
            for pillar in lens.pillars:
                yield from pillar.questions

    def proposals(self) -> Iterator[Proposal]:
        """Give the proposals for all practices of the lenses that apply, in their order."""
        for question in self.questions():
            yield from question.proposals

    def proposal(self, code: str) -> Proposal:
        """Give the proposal for a practice by its code; raises KeyError where no lens that applies has it."""
        for found in self.proposals():
            if found.practice.code == code:
                return found
        raise KeyError(code)


def propose(evidence: Sequence[Evidence], graph: Graph, lenses: Sequence[Lens] | None = None) -> Answers:
    """Propose a state for every practice, and a risk for every question, of the lenses that apply.

    Without `lenses`, those that come with Buttress are taken. A lens applies when it names no types, or when a resource
    of one of its types is made in some world.
    """
    scope = Scope(graph, evidence)
    known = library.lenses() if lenses is None else lenses
    return Answers(tuple(_lens(lens, scope) for lens in known if _applies(lens, scope)))


def _applies(lens: Lens, scope: Scope) -> bool:
    return not lens.applies_to or any(scope.resources(name) for name in lens.applies_to)


def _lens(lens: Lens, scope: Scope) -> LensAnswers:
    return LensAnswers(lens, tuple(_pillar(pillar, scope) for pillar in lens.pillars))


def _pillar(pillar: Pillar, scope: Scope) -> PillarAnswers:
    return PillarAnswers(pillar, tuple(_question(question, scope) for question in pillar.questions))


def _question(question: Question, scope: Scope) -> QuestionAnswers:
    proposals = tuple([proposed(practice, scope) for practice in question.practices])
    return QuestionAnswers(question, proposals, interval(proposals))
