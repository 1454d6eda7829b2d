"""Says what a workload is, and which template of answers it follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.application.keeping import changed, known_or_new
from buttress.application.store import StoreError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

    from buttress.application.store import Store
    from buttress.application.workload import Workload


def described(store: Store, name: str, at: datetime.datetime, change: Callable[[Workload], Workload]) -> Workload:
    """Keep a workload as `change` gives it, making it where it is new.

    Raises StoreError where it would follow itself, a workload that is not there, or one that is no template.
    """
    before = known_or_new(store, name, at)
    after = change(before)
    _followable(store, after)
    return changed(store, before, after, at)


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
