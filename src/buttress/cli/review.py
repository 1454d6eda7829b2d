"""`buttress review`: the main job."""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

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
    "--var-file",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A file of values for parameters or variables; may be given again.",
)
@click.option(
    "--parameter",
    "--var",
    "pairs",
    multiple=True,
    metavar="NAME=VALUE",
    help="The value of a parameter or variable; may be given again.",
)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day to judge end dates by; else the facts' date.")
@click.option("--all", "everything", is_flag=True, help="Show every action; in SARIF also what is met.")
@click.option("--keep", "kept", is_flag=True, help="Keep this review: for the conversation, the plan and milestones.")
@click.option("--workload", metavar="NAME", help="The workload that it is kept as; else the folder's name. Keeps it.")
@click.option(
    "--joint/--separate",
    default=None,
    help="Review all as one workload, or each template and root apart; else what refers to each other goes together.",
)
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
    joint: bool | None,
    kept: bool,
    moved: bool,
    strict: bool,
    **further: Path | None,
) -> None:
    """Review the architectures in PATHS: template files or folders (this folder when none is given).

    What refers to each other is one architecture, and each is reviewed by itself; what is kept is one workload.
    """
    if verbose:
        _log_to_standard_error(verbose)
    began = time.perf_counter()
    given = dict(pair(text) for text in pairs)
    read = paths or (Path(),)
    keeps = bool(workload) or kept or moved
    if keeps and joint is False:
        raise click.UsageError("What is kept is one workload: leave --separate out, or keep each path by itself.")
    found = _reviewed(read, given, files, as_of, joint=keeps or joint)
    seconds = time.perf_counter() - began
    name = workload or (found[0].name if keeps else "")

    def write(wanted: str, on_terminal: bool) -> str:  # noqa: FBT001 - where it goes
        if wanted == "terminal":
            told = seconds if on_terminal else None
            return _told(found, told, name, colour=on_terminal, everything=everything)
        return _formatted(found, wanted, read, everything=everything)

    give_all(write, form, output, further)
    stopped = any(problem.stops for one in found for problem in one.problems)
    if not any(one.graph.roots for one in found) and not stopped:
        from buttress.sources.architecture import NOTHING

        _refuse(NOTHING)
    if name:
        from buttress.cli.keeping import keep, origin_of

        keep(found[0], name, origin_of(found[0], read, given, files, moved=moved), where)
    if strict and (stopped or any(one.graph.unread for one in found)):
        sys.exit(INCOMPLETE)


def _told(found: tuple[Review, ...], seconds: float | None, name: str, *, colour: bool, everything: bool) -> str:
    if len(found) == 1:
        from buttress.report.terminal import as_text

        return as_text(found[0], seconds=seconds, colour=colour, everything=everything, kept=name)
    from buttress.report import several

    return several.as_text(found, seconds=seconds, colour=colour, everything=everything)


def _log_to_standard_error(verbose: int) -> None:
    import logging

    level = logging.INFO if verbose == 1 else logging.DEBUG
    logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s")


def _reviewed(
    paths: tuple[Path, ...],
    given: Mapping[str, str],
    files: tuple[Path, ...],
    as_of: datetime.datetime | None,
    *,
    joint: bool | None,
) -> tuple[Review, ...]:
    # One review makes a tree and ends: nothing is freed by collecting, and collecting takes a quarter of the time.
    gc.disable()
    asked: dict[str, Any] = {
        "parameters": given,
        "parameter_files": files,
        "today": as_of.date() if as_of else None,
        "day": day_of(as_of),
    }
    try:
        with progress_on(sys.stderr) as progress:
            if joint:
                return (wiring.review(paths, progress=progress, **asked),)
            return wiring.reviews(paths, progress=progress, apart=joint is False, **asked)
    except SourceError as error:
        _refuse(str(error))


def _refuse(message: str) -> NoReturn:
    click.echo(f"buttress: {message}", err=True)
    sys.exit(USAGE)


def _formatted(found: tuple[Review, ...], form: str, paths: tuple[Path, ...], *, everything: bool) -> str:
    if form == "sarif":
        from buttress.report import sarif

        prefix = wiring.prefix_of(paths)
        return sarif.written([sarif.run_of(one, prefix, everything=everything) for one in found])
    if form == "junit":
        from buttress.report.junit import as_junit, several_as_junit

        return as_junit(found[0]) if len(found) == 1 else several_as_junit(found)
    if len(found) > 1:
        from buttress.report import several

        return several.as_json(found) if form == "json" else several.as_markdown(found)
    if form == "json":
        from buttress.report.document import as_json

        return as_json(found[0])
    from buttress.report.markdown import as_markdown

    return as_markdown(found[0])
