"""How a workload stands: the lenses that apply, with evidence and answers brought together."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from buttress.answers.standing import standing_of
from buttress.application.canonical import digest
from buttress.application.milestone import Risks, State
from buttress.application.store import StoreError
from buttress.lenses import lenses as own_lenses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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
    """Bring a state together with the lenses that it is held by.

    Lenses are those that applied at its newest snapshot, the Framework where nothing was reviewed. Where a workload is
    pinned to a version of a lens that asks something else than ours, that version is taken. `known` are the lenses of
    today, ours where left out.
    """
    today = {lens.id: lens for lens in (own_lenses() if known is None else known)}
    pinned = dict(state.workload.lenses)
    applied = state.snapshot.lenses if state.snapshot is not None else tuple(today)[:1]
    said = state.snapshot.by_practice if state.snapshot is not None else {}
    answers = {answer.practice: answer for answer in state.answers}
    held = [_held(lens_id, pinned, today, store) for lens_id in applied]
    return Overview(
        state,
        tuple(
            LensStanding(
                lens,
                tuple(
                    PillarStanding(pillar, tuple(standing_of(q, said, answers) for q in pillar.questions))
                    for pillar in lens.pillars
                ),
                outdated=outdated,
            )
            for lens, outdated in held
        ),
    )


def _held(lens_id: str, pinned: dict[str, str], today: dict[str, Lens], store: Store) -> tuple[Lens, bool]:
    """Give the version of a lens that a workload is held by, and whether ours asks something else."""
    ours = today.get(lens_id)
    if lens_id not in pinned:
        if ours is None:
            raise StoreError(f"This version of Buttress has no lens {lens_id!r}, and the workload keeps none.")
        return ours, False
    if ours is not None and ours in own_lenses() and pinned[lens_id] == _own_versions()[lens_id]:
        return ours, False
    theirs = store.lens(pinned[lens_id])
    if ours is not None and asks(theirs) == asks(ours):
        return ours, False
    return theirs, True


@functools.cache
def _own_versions() -> Mapping[str, str]:
    """Give the digest of each lens that comes with Buttress, as a store pins it: most reviews are held by these."""
    return {lens.id: digest(lens) for lens in own_lenses()}


def asks(lens: Lens) -> tuple[tuple[str, ...], ...]:
    """Give what a lens asks: its practices with their questions and risks, whatever decides them."""
    return tuple((practice.code, practice.question_id, practice.risk) for practice in lens.practices())


def risks_of(questions: Iterable[QuestionStanding]) -> Risks:
    """Count questions by the worst that they may turn out to be, and the practices that are left to talk about."""
    asked = list(questions)
    risks = [question.risk for question in asked]
    high = [risk for risk in risks if risk.worst == "HIGH"]
    medium = [risk for risk in risks if risk.worst == "MEDIUM"]
    certain_high, certain_medium = sum(risk.certain for risk in high), sum(risk.certain for risk in medium)
    return Risks(
        high=certain_high,
        possibly_high=len(high) - certain_high,
        medium=certain_medium,
        possibly_medium=len(medium) - certain_medium,
        open_practices=sum(len(question.open) for question in asked),
    )
