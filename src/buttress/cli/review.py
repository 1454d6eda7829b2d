"""`buttress review`: the main job."""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from buttress import wiring
from buttress.cli.progress import progress_on
from buttress.sources.errors import SourceError

if TYPE_CHECKING:
    import datetime

    from buttress.application.review import Review

USAGE = 2
INCOMPLETE = 3


@click.command("review", epilog="It exits 0 however many gaps it finds; buttress gate is for failing a build.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["terminal", "json", "markdown"]), default="terminal", show_default=True
)
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
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to this file.")
@click.option("--all", "everything", is_flag=True, help="Show every action, not just the first five.")
@click.option("--strict", is_flag=True, help="Exit 3 when something could not be read.")
@click.option("-v", "--verbose", count=True, help="Log to standard error; -vv logs more.")
def command(  # noqa: PLR0913 - click hands over every option by name
    paths: tuple[Path, ...],
    form: str,
    files: tuple[Path, ...],
    pairs: tuple[str, ...],
    as_of: datetime.datetime | None,
    output: Path | None,
    verbose: int,
    *,
    everything: bool,
    strict: bool,
) -> None:
    """Review the architecture in PATHS: template files or folders, together one workload (this folder when none is
    given).
    """
    if verbose:
        _log_to_standard_error(verbose)
    # One review makes a tree and ends: nothing is freed by collecting, and collecting takes a quarter of the time.
    gc.disable()
    began = time.perf_counter()
    try:
        with progress_on(sys.stderr) as progress:
            found = wiring.review(
                paths or (Path(),),
                parameters=dict(_pair(text) for text in pairs),
                parameter_files=files,
                today=as_of.date() if as_of else None,
                progress=progress,
            )
    except SourceError as error:
        click.echo(f"buttress: {error}", err=True)
        sys.exit(USAGE)
    text = _written(found, form, time.perf_counter() - began, everything=everything, to_file=output is not None)
    _give(text, output)
    if not found.graph.roots and not any(problem.stops for problem in found.problems):
        click.echo(
            "buttress: there is no CloudFormation or SAM template here. Name a template, or the folder that holds it.",
            err=True,
        )
        sys.exit(USAGE)
    if strict and (found.graph.unread or any(problem.stops for problem in found.problems)):
        sys.exit(INCOMPLETE)


def _log_to_standard_error(verbose: int) -> None:
    import logging

    level = logging.INFO if verbose == 1 else logging.DEBUG
    logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s")


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise click.UsageError(f"--parameter {text!r} is not of the form NAME=VALUE.")
    return name, value


def _written(found: Review, form: str, seconds: float, *, everything: bool, to_file: bool) -> str:
    if form == "json":
        from buttress.report.document import as_json

        return as_json(found)
    if form == "markdown":
        from buttress.report.markdown import as_markdown

        return as_markdown(found)
    from buttress.report.terminal import as_text

    on_terminal = sys.stdout.isatty() and not to_file
    return as_text(found, seconds=seconds if on_terminal else None, colour=on_terminal, everything=everything)


def _give(text: str, output: Path | None) -> None:
    """Print the report, or write it whole: nothing is left half-written."""
    if output is None:
        click.echo(text, nl=False)
        return
    draft = output.with_name(f".{output.name}.draft")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(output)
    except OSError as error:
        draft.unlink(missing_ok=True)
        click.echo(f"buttress: the report cannot be written to {output}: {error.strerror}.", err=True)
        sys.exit(USAGE)
