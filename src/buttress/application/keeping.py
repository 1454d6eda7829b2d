"""Keeps a review: the workload that it is of, what evidence says, and what becomes of the actions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from buttress.application.holding import pins
from buttress.application.overview import current_state, overview_of
from buttress.application.store import MissingError, StoreError
from buttress.application.workload import Workload
from buttress.lenses import lenses as own_lenses
from buttress.plan.following import followed

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from buttress.answers.snapshot import Snapshot
    from buttress.application.store import Store
    from buttress.lenses import Lens
    from buttress.plan.action import Action


@dataclass(frozen=True, slots=True)
class Origin:
    """Says how a workload is read: absolute paths, values of parameters (none that is secret), files of them.

    `moved` says that these are its paths from now on, whatever they were.
    """

    paths: tuple[str, ...]
    given: tuple[tuple[str, str], ...] = ()
    parameter_files: tuple[str, ...] = ()
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """Tells what was kept: the workload, the snapshot's number, and the actions that changed by it."""

    workload: Workload
    number: int
    new: bool
    changed: tuple[Action, ...]


def keep_review(store: Store, name: str, snapshot: Snapshot, origin: Origin, at: datetime.datetime) -> Kept:
    """Keep what a review said under a workload's name, making the workload where it is new.

    Raises StoreError where the workload is read from other paths: closing actions because their resources are gone
    would be wrong.
    """
    before = known_or_new(store, name, at)
    if before.paths and before.paths != origin.paths and not origin.moved:
        raise StoreError(
            f"{name} is read from {', '.join(before.paths)}, and this review is of {', '.join(origin.paths)}. "
            f"Keep it under another name (buttress review {origin.paths[0]} --workload NAME), "
            "or say that it lives there now (--moved)."
        )
    after = replace(
        before,
        paths=origin.paths,
        given=origin.given,
        parameter_files=origin.parameter_files,
        lenses=pins(store, before, snapshot),
    )
    workload = changed(store, before, after, at)
    number = store.keep(name, snapshot, at)
    return Kept(workload, number, before.revision == 0, follow(store, name, at))


def known_or_new(store: Store, name: str, at: datetime.datetime) -> Workload:
    """Give the workload of that name, one that is not kept yet (revision 0) where the store has none."""
    try:
        return store.workload(name)
    except MissingError:
        return Workload(name=name, at=at)


def changed(store: Store, before: Workload, after: Workload, at: datetime.datetime) -> Workload:
    """Keep a workload as it is now: made where it is new, left where nothing changed. Raises `ConflictError`."""
    if before.revision == 0:
        return store.create(after)
    return before if after == before else store.change(replace(after, at=at))


def follow(store: Store, name: str, at: datetime.datetime) -> tuple[Action, ...]:
    """Bring a workload's actions up to its newest evidence, its answers and the day; gives those that changed."""
    state = current_state(store, name)
    changed = followed(state.actions, state.snapshot, overview_of(state, store).standings(), at)
    return store.act(name, changed) if changed else ()


def upgraded(store: Store, name: str, at: datetime.datetime, known: Sequence[Lens] | None = None) -> Workload:
    """Hold a workload's review by the lenses of today from now on; answers to practices that are gone stay kept."""
    ours = {lens.id: lens for lens in (own_lenses() if known is None else known)}
    workload = store.workload(name)
    newest = tuple((each, store.pin(ours[each]) if each in ours else digest) for each, digest in workload.lenses)
    return changed(store, workload, replace(workload, lenses=newest), at)
