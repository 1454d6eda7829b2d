"""Keeps a review in the store, and tells what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from buttress.cli.kept import now, opened
from buttress.report.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from buttress.application.keeping import Kept, Origin
    from buttress.application.review import Review


def keep(review: Review, name: str, origin: Origin, where: str | None) -> None:
    """Keep a review under a workload's name, and tell on standard error what came of it."""
    from buttress.application.keeping import keep_review
    from buttress.application.snapshotting import snapshot_of

    with opened(where) as store:
        told(keep_review(store, name, snapshot_of(review), origin, now()))


def origin_of(
    review: Review, paths: Iterable[Path], given: Mapping[str, str], files: Iterable[Path], *, moved: bool
) -> Origin:
    """Give how a review was read, without the values that nobody may keep."""
    from buttress.application.given import keepable
    from buttress.application.keeping import Origin

    absolute = tuple(str(path.resolve()) for path in paths)
    return Origin(absolute, keepable(given, review.graph), tuple(str(file.resolve()) for file in files), moved)


def told(kept: Kept) -> None:
    """Tell what was kept, and which actions changed by it."""
    name = kept.workload.name
    first = "a workload new to the store, review" if kept.new else "review"
    click.echo(f"Kept as {name}, {first} {kept.number}.", err=True)
    for action in kept.changed:
        click.echo(plain(f"  {action.id} is {action.status} now: {action.reason}"), err=True)
