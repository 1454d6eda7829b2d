"""Answers from earlier and from a template, offered where nobody has answered yet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from buttress.application.session import Offer
from buttress.application.store import MissingError
from buttress.lenses.retired import current

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from buttress.answers.answer import Answer
    from buttress.application.milestone import Milestone
    from buttress.application.store import Store
    from buttress.application.workload import Workload
    from buttress.lenses import Lens


def offers_of(
    store: Store, workload: Workload, answers: Mapping[str, Answer], lenses: Sequence[Lens]
) -> dict[str, tuple[Offer, ...]]:
    """Give what is offered by practice, the workload's own first.

    Offered are: what a milestone held and was withdrawn later; what was answered to a practice that a newer version of
    the lens calls otherwise; and what the workload answers that this one follows. Where an answer counts already,
    nothing is offered.
    """
    wanted = [practice.code for lens in lenses for practice in lens.practices()]
    unanswered = {code for code in wanted if code not in answers or answers[code].withdrawn}
    found: dict[str, tuple[Offer, ...]] = {}
    own = (*_marked(store, workload.name, answers), *_renamed(workload.name, answers, frozenset(wanted)))
    for offer in (*own, *_followed(store, workload)):
        code = offer.answer.practice
        if code in unanswered:
            found[code] = (*found.get(code, ()), offer)
    return found


def _marked(store: Store, workload: str, answers: Mapping[str, Answer]) -> Iterator[Offer]:
    gone = [code for code, answer in sorted(answers.items()) if answer.withdrawn]
    milestones = store.milestones(workload)[::-1] if gone else ()
    for code in gone:
        history = store.history(workload, code)
        for milestone in milestones:
            then = _then(history, milestone)
            if then is not None:
                yield Offer(then, "earlier", f"milestone {milestone.name}: {told_by(then)}")
                break


def _then(history: Sequence[Answer], milestone: Milestone) -> Answer | None:
    """Give the answer that counted when a milestone was marked."""
    before = [answer for answer in history if answer.at <= milestone.at]
    return before[-1] if before and not before[-1].withdrawn else None


def _renamed(workload: str, answers: Mapping[str, Answer], wanted: frozenset[str]) -> Iterator[Offer]:
    for code, answer in sorted(answers.items()):
        today = current(code, before_2024=code not in wanted)
        if code not in wanted and today is not None and today != code and not answer.withdrawn:
            yield Offer(replace(answer, practice=today), "earlier", f"{code} of {workload}: {told_by(answer)}")


def _followed(store: Store, workload: Workload) -> Iterator[Offer]:
    if not workload.follows:
        return
    try:
        answers = store.answers(workload.follows)
    except MissingError:
        return
    for _, answer in sorted(answers.items()):
        if not answer.withdrawn:
            yield Offer(answer, "template", f"{workload.follows}: {told_by(answer)}")


def told_by(answer: Answer) -> str:
    """Say who gave an answer and on which day."""
    return f"{answer.by or 'somebody'}, {answer.at:%Y-%m-%d}"
