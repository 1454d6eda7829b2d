"""What is kept of a workload, as one side of a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.application.milestones import state_named
from buttress.application.overview import current_state
from buttress.application.store import MissingError, StoreError
from buttress.plan.shift import Side

if TYPE_CHECKING:
    from buttress.application.milestone import State
    from buttress.application.store import Store

NOW: Final = "now"
"""What stands for how a workload stands at this moment."""


def side_named(store: Store, text: str) -> Side | None:
    """Give what is kept under a name: `orders@design` is a milestone, `orders@3` a review by its number (where no
    milestone is called so), `orders@now` how the workload stands. None where the store has no such workload.

    Raises `StoreError` where the workload has no such milestone or review, or was never reviewed.
    """
    workload, _, name = text.rpartition("@")
    try:
        store.workload(workload)
    except MissingError:
        return None
    if name == NOW:
        return _side(current_state(store, workload), text)
    if name.isdecimal() and not any(each.name == name for each in store.milestones(workload)):
        snapshot = store.snapshot(workload, int(name))
        return None if snapshot is None else Side(snapshot, {})
    return _side(state_named(store, workload, name), text)


def _side(state: State, text: str) -> Side:
    if state.snapshot is None:
        raise StoreError(f"{text}: nothing was reviewed yet; buttress review --keep keeps what can be compared.")
    return Side(state.snapshot, {answer.practice: answer for answer in state.answers if not answer.withdrawn})
