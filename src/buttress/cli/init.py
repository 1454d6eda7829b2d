"""`buttress init`: writes the settings of a repository, of what is found there."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from buttress import wiring
from buttress.cli.ending import tidy
from buttress.cli.output import give
from buttress.cli.progress import progress_on


@click.command("init")
@click.argument("folder", default=Path(), type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--force", is_flag=True, help="Replace a buttress.toml that is there.")
def command(folder: Path, *, force: bool) -> None:
    """Write a buttress.toml for FOLDER (this folder when none is given): which architectures it holds, and what may be
    said of them.
    """
    target = folder / "buttress.toml"
    if target.exists() and not force:
        raise click.UsageError(f"{target} is there already. Change it by hand, or replace it with --force.")
    with tidy(), progress_on(sys.stderr) as progress:
        text, found = wiring.settings_for(folder, progress)
    give(text, target)
    click.echo(f"Wrote {target}: {found}. Next: buttress review {folder}")
