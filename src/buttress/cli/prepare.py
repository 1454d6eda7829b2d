"""`buttress prepare`: whom to invite to the conversation, when, and what to bring."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from buttress.cli.conversation.opening import snapshot_at
from buttress.cli.kept import opened, store_option
from buttress.cli.output import give

if TYPE_CHECKING:
    from buttress.application.preparing import Preparation

USAGE = 2


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

    A path is reviewed, and no store is used; it counts as a path where it has a / in it or is a folder or file here.
    """
    from buttress.report.preparation import preparation_markdown, preparation_text

    is_path = os.sep in workload or Path(workload).exists()
    found = _of_path(Path(workload), minutes) if is_path else _of_kept(workload, minutes, where)
    give(preparation_markdown(found) if form == "markdown" else preparation_text(found), output)


def _of_path(path: Path, minutes: float) -> Preparation:
    from buttress.application.preparing import prepared

    snapshot = snapshot_at(path)
    return prepared(snapshot.name, snapshot, {}, minutes)


def _of_kept(workload: str, minutes: float, where: str | None) -> Preparation:
    from buttress.application.preparing import prepared

    with opened(where) as store:
        snapshot = store.snapshot(workload)
        answers = store.answers(workload)
    if snapshot is None:
        click.echo(f"buttress: {workload} was not reviewed yet. buttress converse PATH reviews it first.", err=True)
        sys.exit(USAGE)
    return prepared(workload, snapshot, answers, minutes)
