"""How a workload stands: the lenses that apply, with evidence and answers brought together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from buttress.answers.scorecard import tally
from buttress.answers.standing import standing_of
from buttress.application.holding import held
from buttress.application.milestone import Risks, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from buttress.answers.standing import QuestionStanding, Standing
    from buttress.application.store import Store
    from buttress.lenses import Lens, Pillar


@dataclass(frozen=True, slots=True)
class PillarStanding:
    """Holds where the questions of a pillar stand."""

    pillar: Pillar
    questions: tuple[QuestionStanding, ...]


@dataclass(frozen=True, slots=True)
class LensStanding:
    """Holds where the pillars of a lens stand; `outdated` says that the review is held by an older version of it."""

    lens: Lens
    pillars: tuple[PillarStanding, ...]
    outdated: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """Holds how a workload stands, lens by lens."""

    state: State
    lenses: tuple[LensStanding, ...]

    def questions(self) -> Iterator[QuestionStanding]:
        """Give where the questions of all lenses stand, in their order."""
        for lens in self.lenses:
            for pillar in lens.pillars:
                yield from pillar.questions

    def standings(self) -> Iterator[Standing]:
        """Give where all practices stand, in their order."""
        for question in self.questions():
            yield from question.standings


def current_state(store: Store, name: str) -> State:
    """Give all that is known of a workload now; raises `MissingError`."""
    return State(
        workload=store.workload(name),
        snapshot=store.snapshot(name),
        answers=tuple(answer for _, answer in sorted(store.answers(name).items())),
        remarks=store.remarks(name),
        participants=store.participants(name),
        actions=store.actions(name),
    )


def overview_of(state: State, store: Store, known: Sequence[Lens] | None = None) -> Overview:
    """Bring a state together with the lenses that it is held by; `known` are those of today, ours where left out."""
    said = state.snapshot.by_practice if state.snapshot is not None else {}
    answers = {answer.practice: answer for answer in state.answers}
    return Overview(
        state,
        tuple(
            LensStanding(
                one.lens,
                tuple(
                    PillarStanding(pillar, tuple(standing_of(q, said, answers) for q in pillar.questions))
                    for pillar in one.lens.pillars
                ),
                outdated=one.outdated,
            )
            for one in held(store, state.workload, state.snapshot, known)
        ),
    )


def risks_of(questions: Iterable[QuestionStanding]) -> Risks:
    """Count questions by the worst that they may turn out to be, and the practices that are left to talk about."""
    asked = list(questions)
    risks = [question.risk for question in asked]
    high, medium = tally(risks, "HIGH"), tally(risks, "MEDIUM")
    return Risks(
        high=high.certain,
        possibly_high=high.possible,
        medium=medium.certain,
        possibly_medium=medium.possible,
        open_practices=sum(len(question.open) for question in asked),
    )
