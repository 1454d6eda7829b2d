"""Which lenses a workload is reviewed with, and which version of each it is held by."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from buttress.application.canonical import digest
from buttress.application.store import StoreError
from buttress.lenses import lenses as own_lenses

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buttress.answers.snapshot import Snapshot
    from buttress.application.store import Store
    from buttress.application.workload import Workload
    from buttress.lenses import Lens


@dataclass(frozen=True, slots=True)
class Held:
    """Holds a version of a lens; `outdated` says that ours of today asks something else."""

    lens: Lens
    outdated: bool


def lens_ids(snapshot: Snapshot | None) -> tuple[str, ...]:
    """Give the ids of the lenses that apply; where nothing was reviewed, of those that always do."""
    if snapshot is not None:
        return snapshot.lenses
    return tuple(lens.id for lens in own_lenses() if not lens.applies_to)


def ours_for(snapshot: Snapshot | None) -> tuple[Lens, ...]:
    """Give our lenses of today that apply, for what no store keeps."""
    return tuple(lens for lens in own_lenses() if lens.id in lens_ids(snapshot))


def held(
    store: Store, workload: Workload, snapshot: Snapshot | None, known: Sequence[Lens] | None = None
) -> tuple[Held, ...]:
    """Give the lenses that apply, each in the version that the workload is held by, in the order in which they apply.

    Where that version asks something else than ours, it is taken; else ours, whose words and checks may be newer.
    `known` are the lenses of today, ours where left out. Raises `StoreError` for a lens that nobody has.
    """
    today = {lens.id: lens for lens in (own_lenses() if known is None else known)}
    return tuple(_version(each, dict(workload.lenses), today, store) for each in lens_ids(snapshot))


def pins(store: Store, workload: Workload, snapshot: Snapshot | None) -> tuple[tuple[str, str], ...]:
    """Give the pins of a workload with those of the lenses that apply and are new to it; these are kept."""
    ours = {lens.id: lens for lens in own_lenses()}
    known = dict(workload.lenses)
    new = {each: store.pin(ours[each]) for each in lens_ids(snapshot) if each in ours and each not in known}
    return tuple(sorted((known | new).items()))


def _version(lens_id: str, pinned: Mapping[str, str], today: Mapping[str, Lens], store: Store) -> Held:
    """Give the version of a lens that a workload is held by."""
    ours = today.get(lens_id)
    if lens_id not in pinned:
        if ours is None:
            raise StoreError(f"This version of Buttress has no lens {lens_id!r}, and the workload keeps none.")
        return Held(ours, outdated=False)
    if ours is not None and ours in own_lenses() and pinned[lens_id] == _own_versions()[lens_id]:
        return Held(ours, outdated=False)
    theirs = store.lens(pinned[lens_id])
    if ours is not None and asks(theirs) == asks(ours):
        return Held(ours, outdated=False)
    return Held(theirs, outdated=True)


@functools.cache
def _own_versions() -> Mapping[str, str]:
    """Give the digest of each lens that comes with Buttress, as a store pins it: most reviews are held by these."""
    return {lens.id: digest(lens) for lens in own_lenses()}


def asks(lens: Lens) -> tuple[tuple[str, ...], ...]:
    """Give what a lens asks: its practices with their questions and risks, whatever decides them."""
    return tuple((practice.code, practice.question_id, practice.risk) for practice in lens.practices())
