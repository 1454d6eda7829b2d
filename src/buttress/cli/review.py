"""`buttress review`: the main job."""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from buttress import wiring
from buttress.cli.formats import give_all, written
from buttress.cli.kept import store_option
from buttress.cli.progress import progress_on
from buttress.cli.settings import day_of, pair
from buttress.sources.errors import SourceError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from buttress.application.review import Review

USAGE = 2
INCOMPLETE = 3


@click.command("review", epilog="It exits 0 however many gaps it finds; buttress gate is for failing a build.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@written
@click.option(
    "--parameters",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A file of parameter values; may be given again.",
)
@click.option(
    "--parameter", "pairs", multiple=True, metavar="NAME=VALUE", help="A parameter's value; may be given again."
)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day to judge end dates by; else the facts' date.")
@click.option("--all", "everything", is_flag=True, help="Show every action; in SARIF also what is met.")
@click.option("--keep", "kept", is_flag=True, help="Keep this review: for the conversation, the plan and milestones.")
@click.option("--workload", metavar="NAME", help="The workload that it is kept as; else the folder's name. Keeps it.")
@click.option("--moved", is_flag=True, help="The workload is read from these paths from now on.")
@store_option
@click.option("--strict", is_flag=True, help="Exit 3 when something could not be read.")
@click.option("-v", "--verbose", count=True, help="Log to standard error; -vv logs more.")
def command(  # noqa: PLR0913 - click hands over every option by name
    paths: tuple[Path, ...],
    form: str,
    files: tuple[Path, ...],
    pairs: tuple[str, ...],
    as_of: datetime.datetime | None,
    output: Path | None,
    workload: str | None,
    where: str | None,
    verbose: int,
    *,
    everything: bool,
    kept: bool,
    moved: bool,
    strict: bool,
    **further: Path | None,
) -> None:
    """Review the architecture in PATHS: template files or folders, together one workload (this folder when none is
    given).
    """
    if verbose:
        _log_to_standard_error(verbose)
    began = time.perf_counter()
    given = dict(pair(text) for text in pairs)
    read = paths or (Path(),)
    found = _reviewed(read, given, files, as_of)
    seconds = time.perf_counter() - began
    name = workload or (found.name if kept or moved else "")

    def write(wanted: str, on_terminal: bool) -> str:  # noqa: FBT001 - where it goes
        if wanted == "terminal":
            from buttress.report.terminal import as_text

            told = seconds if on_terminal else None
            return as_text(found, seconds=told, colour=on_terminal, everything=everything, kept=name)
        return _formatted(found, wanted, read, everything=everything)

    give_all(write, form, output, further)
    stopped = any(problem.stops for problem in found.problems)
    if not found.graph.roots and not stopped:
        _refuse("there is no CloudFormation or SAM template here. Name a template, or the folder that holds it.")
    if name:
        from buttress.cli.keeping import keep, origin_of

        keep(found, name, origin_of(found, read, given, files, moved=moved), where)
    if strict and (found.graph.unread or stopped):
        sys.exit(INCOMPLETE)


def _log_to_standard_error(verbose: int) -> None:
    import logging

    level = logging.INFO if verbose == 1 else logging.DEBUG
    logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s")


def _reviewed(
    paths: tuple[Path, ...], given: Mapping[str, str], files: tuple[Path, ...], as_of: datetime.datetime | None
) -> Review:
    # One review makes a tree and ends: nothing is freed by collecting, and collecting takes a quarter of the time.
    gc.disable()
    try:
        with progress_on(sys.stderr) as progress:
            return wiring.review(
                paths,
                parameters=given,
                parameter_files=files,
                today=as_of.date() if as_of else None,
                progress=progress,
                day=day_of(as_of),
            )
    except SourceError as error:
        _refuse(str(error))


def _refuse(message: str) -> NoReturn:
    click.echo(f"buttress: {message}", err=True)
    sys.exit(USAGE)


def _formatted(found: Review, form: str, paths: tuple[Path, ...], *, everything: bool) -> str:
    if form == "json":
        from buttress.report.document import as_json

        return as_json(found)
    if form == "markdown":
        from buttress.report.markdown import as_markdown

        return as_markdown(found)
    if form == "sarif":
        from buttress.report.sarif import as_sarif

        return as_sarif(found, wiring.prefix_of(paths), everything=everything)
    from buttress.report.junit import as_junit

    return as_junit(found)
