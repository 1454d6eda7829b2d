"""How the reviews of a comparison are done, as options of a command."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from buttress.wiring import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from buttress.application.review import Progress

OPTIONS: Final = (
    click.option(
        "--parameters",
        "--var-file",
        "files",
        multiple=True,
        type=click.Path(path_type=Path),
        help="A file of values for parameters or variables; may be given again.",
    ),
    click.option(
        "--parameter",
        "--var",
        "pairs",
        multiple=True,
        metavar="NAME=VALUE",
        help="The value of a parameter or variable; may be given again.",
    ),
    click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day to judge by; else the facts' date."),
)


def reviewing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say how to review: `files`, `pairs` and `as_of`."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def settings_of(
    files: tuple[Path, ...],
    pairs: tuple[str, ...],
    as_of: datetime.datetime | None,
    progress: Progress | None,
    store: str | None,
) -> Settings:
    """Make settings of the options."""
    today = as_of.date() if as_of else None
    return Settings(dict(pair(text) for text in pairs), files, today, progress, day_of(as_of), store or "")


def day_of(as_of: datetime.datetime | None) -> datetime.date:
    """Give the day by which suppressions end: a named one, else today; end dates of facts go by the facts' own date."""
    return as_of.date() if as_of is not None else datetime.datetime.now().astimezone().date()


def pair(text: str) -> tuple[str, str]:
    """Take NAME=VALUE apart; raises `UsageError`."""
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise click.UsageError(f"--parameter {text!r} is not of the form NAME=VALUE.")
    return name, value
