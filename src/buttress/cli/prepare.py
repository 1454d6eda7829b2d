"""`buttress prepare`: whom to invite to the conversation, when, and what to bring."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from buttress.application.keeping import Origin
from buttress.application.store import StoreError
from buttress.cli.conversation.opening import is_kept, neither, snapshot_at, written_as_path
from buttress.cli.kept import opened_if_there, store_option
from buttress.cli.output import give

if TYPE_CHECKING:
    from buttress.application.preparing import Preparation
    from buttress.application.store import Store


@click.command("prepare")
@click.argument("workload", metavar="WORKLOAD|PATH")
@click.option(
    "--minutes", type=click.FloatRange(min=1), default=90, show_default=True, help="How long there is to talk."
)
@click.option("--format", "form", type=click.Choice(["terminal", "markdown"]), default="terminal", show_default=True)
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write it to this file.")
@store_option
def command(workload: str, minutes: float, form: str, output: Path | None, where: str | None) -> None:
    """Say whom to invite to the conversation about WORKLOAD, from when to when, and what would spare talk.

    A path is reviewed, and nothing is kept. A name that is kept comes before a path, unless it is written as one
    (./orders).
    """
    from buttress.report.preparation import preparation_markdown, preparation_text

    found = _prepared(workload, minutes, where)
    give(preparation_markdown(found) if form == "markdown" else preparation_text(found), output)


def _prepared(target: str, minutes: float, where: str | None) -> Preparation:
    with opened_if_there(where) as store:
        if store is not None and not written_as_path(target) and is_kept(store, target):
            return _of_kept(store, target, minutes)
        if not Path(target).exists():
            raise StoreError(neither(store, target))
    return _of_path(Path(target), minutes)


def _of_path(path: Path, minutes: float) -> Preparation:
    from buttress.application.holding import ours_for
    from buttress.application.preparing import prepared

    snapshot = snapshot_at(path, Origin((str(path),)))
    return prepared(snapshot.name, snapshot, {}, minutes, ours_for(snapshot))


def _of_kept(store: Store, name: str, minutes: float) -> Preparation:
    from buttress.application.holding import held
    from buttress.application.preparing import prepared

    snapshot = store.snapshot(name)
    if snapshot is None:
        raise StoreError(f"{name} was not reviewed yet. buttress review PATH --workload {name} does.")
    lenses = tuple(one.lens for one in held(store, store.workload(name), snapshot))
    return prepared(name, snapshot, store.answers(name), minutes, lenses)
