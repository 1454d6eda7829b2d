"""The plan of a workload: its lines, and the actions that people made of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from buttress.application.keeping import follow
from buttress.application.overview import current_state, overview_of
from buttress.application.store import StoreError
from buttress.lenses.conversation import guides
from buttress.plan.action import Action
from buttress.plan.following import by_people
from buttress.plan.lines import plan_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping

    from buttress.answers.answer import Answer
    from buttress.application.overview import Overview
    from buttress.application.store import Store
    from buttress.plan.action import Status
    from buttress.plan.lines import Line, Plan

    FirstStep = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Hand:
    """Says whose plan is changed, by whom and when; `first_step` gives that of an item by its id."""

    store: Store
    workload: str
    by: str
    at: datetime.datetime
    first_step: FirstStep


@dataclass(frozen=True, slots=True)
class Planned:
    """Holds the plan of a workload with the actions that were made of its lines, by their ids."""

    overview: Overview
    plan: Plan
    actions: Mapping[str, Action]

    @property
    def done(self) -> tuple[Action, ...]:
        """Give the actions that are closed, by id."""
        return tuple(action for _, action in sorted(self.actions.items()) if action.status == "closed")

    @property
    def accepted(self) -> tuple[Action, ...]:
        """Give the actions of which the risk is accepted, by id."""
        return tuple(action for _, action in sorted(self.actions.items()) if action.status == "accepted")


def planned(store: Store, workload: str, at: datetime.datetime) -> Planned:
    """Plan a workload, after its actions were brought up to today.

    Left apart are accepted risks, and gaps that a person said are closed where people decide (class P).
    """
    follow(store, workload, at)
    state = current_state(store, workload)
    overview = overview_of(state, store)
    actions = {action.id: action for action in state.actions}
    apart = {name for name, action in actions.items() if action.status in {"accepted", "closed"}}
    plan = plan_of(tuple(overview.questions()), state.snapshot, guides().practices, apart)
    return Planned(overview, plan, actions)


def assign(hand: Hand, item: str, owner: str, due: datetime.date | None = None) -> Action:
    """Make an action of an item, or change whose it is and when it is due."""
    found = planned(hand.store, hand.workload, hand.at)
    action = _taken(found, item, hand)
    status: Status = "open" if action.status == "accepted" else action.status
    changed = replace(action, owner=owner, due=due or action.due, status=status, by=hand.by, at=hand.at)
    return hand.store.act(hand.workload, [changed])[0]


def done(hand: Hand, item: str, note: str = "") -> Action:
    """Take somebody's word that an action is done.

    Where configuration decides (class A), the action is only reported done: the next review closes it. For a practice
    that was answered with no, the word is kept as an answer too.
    """
    found = planned(hand.store, hand.workload, hand.at)
    action = _taken(found, item, hand)
    if action.status == "closed":
        raise StoreError(f"{item} is closed already: {action.reason}.")
    standings = {standing.practice.code: standing for standing in found.overview.standings()}
    status: Status = "closed" if by_people(action, standings) else "reported"
    denied = [standings[code].answer for code in action.practices if code in standings]
    answers = [_in_place(answer, hand, note) for answer in denied if answer is not None and answer.decision == "absent"]
    if answers and not action.findings:
        hand.store.answer(hand.workload, answers)
    reason = note or f"{hand.by} says that it is done"
    return hand.store.act(
        hand.workload, [replace(action, status=status, reason=reason, by=hand.by, at=hand.at, until=None)]
    )[0]


def accept_risk(hand: Hand, item: str, reason: str, until: datetime.date) -> Action:
    """Accept the risk of an item until the end of a day, for a reason; raises StoreError for a day that has passed."""
    if until < hand.at.date():
        raise StoreError(f"{until.isoformat()} has passed; accept a risk until a day that is still to come.")
    action = _taken(planned(hand.store, hand.workload, hand.at), item, hand)
    changed = replace(action, status="accepted", reason=reason, until=until, by=hand.by, at=hand.at)
    return hand.store.act(hand.workload, [changed])[0]


def _in_place(answer: Answer, hand: Hand, note: str) -> Answer:
    said = note or "the action for it is done"
    return replace(answer, decision="present", origin="person", by=hand.by, at=hand.at, note=said, source="plan")


def _taken(found: Planned, item: str, hand: Hand) -> Action:
    """Give the action of an item that is to be done, or the action that was made of it before."""
    action = found.actions.get(item)
    line = next((line for line in found.plan.lines if line.id == item), None)
    if action is not None and (line is None or action.status != "closed"):
        return action
    if line is None:
        near = get_close_matches(item, [*(line.id for line in found.plan.lines), *found.actions], n=1, cutoff=0.5)
        meant = f"Did you mean {near[0]}?" if near else "buttress plan lists what is to be done."
        raise StoreError(f"The plan of {found.overview.state.workload.name} has no {item!r}. {meant}")
    return _fresh(line, hand, action.revision if action is not None else 0)


def _fresh(line: Line, hand: Hand, revision: int) -> Action:
    """Make an action of a line; `revision` is that of a closed one that goes on under the same id, else 0."""
    return Action(
        id=line.id,
        title=line.title,
        severity=line.severity,
        effort=line.effort,
        practices=tuple(practice.code for practice in line.practices),
        findings=tuple(finding.key for finding in line.findings),
        first_step=hand.first_step(line.id),
        status="open",
        at=hand.at,
        by=hand.by,
        revision=revision,
    )
