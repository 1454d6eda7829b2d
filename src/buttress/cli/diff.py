"""`buttress diff`: what changed between two reviews."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from buttress import wiring
from buttress.cli.ending import tidy
from buttress.cli.kept import store_option
from buttress.cli.output import give
from buttress.cli.progress import progress_on
from buttress.cli.settings import reviewing, settings_of

if TYPE_CHECKING:
    import datetime

    from buttress.application.comparing import Comparison

EPILOG = """\b
buttress diff main..HEAD                  two commits; the work tree is not touched
buttress diff main                        a branch, and what lies here now
buttress diff before.json .               a JSON report, and what lies here now
buttress diff orders@design orders@3      two milestones or reviews of a workload that is kept
"""


@click.command("diff", epilog=EPILOG)
@click.argument("before", metavar="A")
@click.argument("after", metavar="[B]", default="")
@click.option(
    "--path", "paths", multiple=True, type=click.Path(path_type=Path), help="Where in the repository git refs are read."
)
@click.option(
    "--format", "form", type=click.Choice(["terminal", "json", "markdown"]), default="terminal", show_default=True
)
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to this file.")
@click.option("--all", "everything", is_flag=True, help="Tell everything, not just the first of each kind.")
@store_option
@reviewing
def command(  # noqa: PLR0913 - click hands over every option by name
    before: str,
    after: str,
    paths: tuple[Path, ...],
    form: str,
    output: Path | None,
    files: tuple[Path, ...],
    pairs: tuple[str, ...],
    as_of: datetime.datetime | None,
    where: str | None,
    *,
    everything: bool,
) -> None:
    """Say what changed from A to B: what opened, closed, went out of sight, and what that does to the risk.

    A and B are each a JSON report, a folder or template, a git ref, or a milestone. A path that exists is taken before
    a git ref of the same name. Without B, A is compared with what lies here now, or is a range of commits.
    """
    gc.disable()
    with tidy(), progress_on(sys.stderr) as progress:
        found = wiring.compare(before, after, paths, settings_of(files, pairs, as_of, progress, where))
    give(_written(found, form, everything=everything, to_file=output is not None), output)


def _written(found: Comparison, form: str, *, everything: bool, to_file: bool) -> str:
    if form == "json":
        from buttress.report.change_document import as_json

        return as_json(found)
    if form == "markdown":
        from buttress.report.change_markdown import as_markdown

        return as_markdown(found)
    from buttress.report.change import as_text

    return as_text(found, colour=sys.stdout.isatty() and not to_file, everything=everything)
