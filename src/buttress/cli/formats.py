"""The forms in which a review and the gate's findings are written, one or several at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from buttress.cli.output import give

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FORMS: Final = ("terminal", "json", "markdown", "sarif", "junit")
ALSO: Final = {"json": "JSON", "markdown": "Markdown", "sarif": "SARIF 2.1.0", "junit": "JUnit XML"}
"""What may be written into a file beside the report itself."""


def written(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say what to write: `form`, `output`, and a file for each further form."""
    options = [
        click.option("--format", "form", type=click.Choice(FORMS), default="terminal", show_default=True),
        click.option(
            "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to this file."
        ),
        *(_also(form, name) for form, name in ALSO.items()),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def _also(form: str, name: str) -> Callable[..., Any]:
    where = click.Path(path_type=Path, dir_okay=False)
    return click.option(f"--{form}", form, type=where, help=f"Also write {name} to this file.")


def give_all(
    write: Callable[[str, bool], str], form: str, output: Path | None, files: Mapping[str, Path | None]
) -> None:
    """Write the report, and each further form that has a file; `write` is told whether it writes to a terminal."""
    for further, path in files.items():
        if path is not None:
            give(write(further, False), path)  # noqa: FBT003 - a file is no terminal
    give(write(form, sys.stdout.isatty() and output is None), output)
