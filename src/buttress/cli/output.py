"""Where a report goes: to standard output, or whole into a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from pathlib import Path

USAGE: Final = 2


def give(text: str, output: Path | None) -> None:
    """Print the report, or write it whole: nothing is left half-written."""
    if output is None:
        click.echo(text, nl=False)
        return
    draft = output.with_name(f".{output.name}.draft")
    try:
        draft.write_text(text, encoding="utf-8", newline="")
        draft.replace(output)
    except OSError as error:
        draft.unlink(missing_ok=True)
        click.echo(f"buttress: the report cannot be written to {output}: {error.strerror}.", err=True)
        sys.exit(USAGE)
