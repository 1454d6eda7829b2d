"""`buttress sketch`: starts a sketch of an architecture, from words or from what is there."""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from buttress import wiring
from buttress.cli.output import USAGE, give
from buttress.cli.settings import pair
from buttress.sources.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
TARGET = click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Where to write; else standard output."
)
FORCE = click.option("--force", is_flag=True, help="Replace a file that is there.")
NEW = """\b
buttress sketch new "REST API -> Lambda function orders -> DynamoDB table orders"
buttress sketch new "queue work -> Lambda function worker" "queue work -> queue dead: dead-letters to"
"""


@click.group("sketch", epilog="buttress review FILE reviews a sketch; docs/sketch.md says how one is written.")
def command() -> None:
    """Start a sketch: a small YAML of boxes and arrows that is reviewed before any template exists."""


def _told(run: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Tell an error in a line, and exit 2."""

    @functools.wraps(run)
    def told(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        try:
            return run(*args, **kwargs)
        except SourceError as error:
            found = error.problem
            click.echo(f"buttress: {found if found.file else f'{found.message} {found.hint}'.strip()}", err=True)
            sys.exit(USAGE)

    return told


@command.command("new", epilog=NEW)
@click.argument("parts", metavar="PART...", nargs=-1, required=True)
@click.option("--name", default="", help="What the sketch is called.")
@TARGET
@FORCE
@_told
def new_command(parts: tuple[str, ...], name: str, output: Path | None, *, force: bool) -> None:
    """Write a sketch of PARTs: a service and a name each, or chains of them with `->`.

    What stands behind a colon says what the arrow into that part means.
    """
    _write(wiring.sketch_described(parts, name or _named(output) or "A proposal"), output, force=force)


@command.command("from")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--name", default="", help="What the sketch is called; else the folder's name.")
@click.option(
    "--parameter", "pairs", multiple=True, metavar="NAME=VALUE", help="A parameter's value; may be given again."
)
@TARGET
@FORCE
@_told
def from_command(
    paths: tuple[Path, ...], name: str, pairs: tuple[str, ...], output: Path | None, *, force: bool
) -> None:
    """Write a sketch of the architecture in PATHs: its main parts, what is decided of them, and how they are joined."""
    _write(wiring.sketch_recorded(paths, name, dict(pair(text) for text in pairs)), output, force=force)


def _named(output: Path | None) -> str:
    return output.name.split(".", 1)[0] if output is not None else ""


def _write(text: str, output: Path | None, *, force: bool) -> None:
    if output is not None and output.exists() and not force:
        click.echo(f"buttress: {output} is there already; --force replaces it.", err=True)
        sys.exit(USAGE)
    give(text, output)
