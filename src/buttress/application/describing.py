"""Says what a workload is, and which template of answers it follows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from buttress.application.store import MissingError, StoreError
from buttress.application.workload import Workload

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

    from buttress.application.store import Store


def described(store: Store, name: str, at: datetime.datetime, change: Callable[[Workload], Workload]) -> Workload:
    """Keep a workload as `change` gives it, making it where it is new.

    Raises StoreError where it would follow itself, a workload that is not there, or one that is no template.
    """
    try:
        before = store.workload(name)
    except MissingError:
        before = Workload(name=name, at=at)
    after = change(before)
    _followable(store, after)
    if before.revision == 0:
        return store.create(after)
    return before if after == before else store.change(replace(after, at=at))


def _followable(store: Store, workload: Workload) -> None:
    """Refuse to follow what cannot be followed."""
    if not workload.follows:
        return
    if workload.follows == workload.name:
        raise StoreError(f"{workload.name} cannot follow itself; name a template.")
    if not store.workload(workload.follows).template:
        raise StoreError(
            f"{workload.follows} is no template, so its answers are not for others: "
            f"buttress workload set {workload.follows} --template makes it one."
        )
