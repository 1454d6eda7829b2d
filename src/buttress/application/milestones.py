"""Milestones: marking where a review stands, and finding what was marked."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from buttress.application.canonical import digest
from buttress.application.milestone import FIRST, Milestone
from buttress.application.overview import current_state, overview_of, risks_of
from buttress.application.store import ExistsError, MissingError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from buttress.application.milestone import State
    from buttress.application.store import Store
    from buttress.application.workload import Stamp


def mark(store: Store, workload: str, name: str, stamp: Stamp, note: str = "") -> Milestone:
    """Mark where a workload stands under a name, chained to the milestone before; raises `ExistsError` for the name.

    Nothing can be marked where nothing was reviewed and nobody answered.
    """
    before = store.milestones(workload)
    if any(milestone.name == name for milestone in before):
        raise ExistsError(
            f"{workload} has a milestone {name!r} already. Milestones stay as they are; choose another name."
        )
    state = current_state(store, workload)
    if state.snapshot is None and not state.answers:
        raise StoreError(
            f"Nothing is known of {workload} yet. Review it (buttress review PATH --keep) or answer first."
        )
    milestone = Milestone(
        name=name,
        number=len(before) + 1,
        at=stamp.at,
        by=stamp.by,
        risks=risks_of(overview_of(state, store).questions()),
        content=digest(state),
        previous=before[-1].hash if before else FIRST,
        note=note,
    )
    return store.mark(workload, milestone, state)


def milestone_named(store: Store, workload: str, name: str) -> Milestone:
    """Give a milestone by its name or number; raises `MissingError` with what there is."""
    there = store.milestones(workload)
    found = next((each for each in there if name in {each.name, str(each.number)}), None)
    if found is None:
        raise MissingError(f"{workload} has no milestone {name!r}. {_meant(name, [each.name for each in there])}")
    return found


def state_named(store: Store, workload: str, name: str) -> State:
    """Give the state that a milestone of that name or number holds; raises `MissingError`."""
    return store.state_at(workload, milestone_named(store, workload, name).number)


def _meant(name: str, names: Iterable[str]) -> str:
    there = list(names)
    near = get_close_matches(name, there, n=1)
    if near:
        return f"Did you mean {near[0]}?"
    return f"There are: {', '.join(there)}." if there else "None was made yet: buttress milestone create."
