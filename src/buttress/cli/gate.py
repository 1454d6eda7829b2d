"""`buttress gate`: holds back what makes the architecture worse."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from buttress import wiring
from buttress.cli.ending import tidy
from buttress.cli.formats import give_all, written
from buttress.cli.kept import store_option
from buttress.cli.progress import progress_on
from buttress.cli.settings import reviewing, settings_of

if TYPE_CHECKING:
    import datetime

    from buttress.application.comparing import Gated
    from buttress.evidence.check import Risk

HELD_BACK = 1
USAGE = 2
INCOMPLETE = 3

EPILOG = """It exits 0 where nothing counts against the change, 1 where something does, 2 on wrong use, and with
--strict 3 where something could not be read."""


@click.command("gate", epilog=EPILOG)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--baseline",
    metavar="REPORT|REF|MILESTONE",
    default="",
    help="What to compare with: a JSON report, a git ref, a folder or a milestone. Only what got worse since counts.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["high", "medium", "low"]),
    help="The least severity that counts: of what got worse, or without a baseline of every gap.",
)
@written
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Tell everything; in SARIF also what is met.",
)
@click.option("--strict", is_flag=True, help="Exit 3 when something could not be read.")
@store_option
@reviewing
def command(  # noqa: PLR0913 - click hands over every option by name
    paths: tuple[Path, ...],
    baseline: str,
    fail_on: Risk | None,
    form: str,
    output: Path | None,
    files: tuple[Path, ...],
    pairs: tuple[str, ...],
    as_of: datetime.datetime | None,
    where: str | None,
    *,
    everything: bool,
    strict: bool,
    **further: Path | None,
) -> None:
    """Hold back a change that makes the architecture in PATHS worse than a baseline, or that has severe gaps.

    What can no longer be known is told, and does not count; nor does what a newer Buttress finds that an older did not
    look for.
    """
    if not baseline and fail_on is None:
        raise click.UsageError(
            "Say what counts: --baseline main (what got worse), --fail-on high (how severe), or both."
        )
    gc.disable()
    with tidy(), progress_on(sys.stderr) as progress:
        found = wiring.gate(paths or (Path(),), baseline, fail_on, settings_of(files, pairs, as_of, progress, where))

    def write(wanted: str, on_terminal: bool) -> str:  # noqa: FBT001 - where it goes
        if wanted == "terminal":
            return _told(found, colour=on_terminal, everything=everything)
        return _formatted(found, wanted, paths or (Path(),), everything=everything)

    give_all(write, form, output, further)
    sys.exit(_status(found, strict=strict))


def _status(found: Gated, *, strict: bool) -> int:
    snapshot = found.gate.snapshot
    if not snapshot.templates and snapshot.complete:
        from buttress.sources.architecture import NOTHING

        click.echo(f"buttress: {NOTHING}", err=True)
        return USAGE
    if not found.gate.passed:
        return HELD_BACK
    return INCOMPLETE if strict and not snapshot.complete else 0


def _told(found: Gated, *, colour: bool, everything: bool) -> str:
    from buttress.report.gate import as_text

    return as_text(found, colour=colour, everything=everything)


def _formatted(found: Gated, form: str, paths: tuple[Path, ...], *, everything: bool) -> str:
    if form == "json":
        from buttress.report.gate_document import as_json

        return as_json(found)
    if form == "markdown":
        from buttress.report.gate_markdown import as_markdown

        return as_markdown(found)
    if form == "sarif":
        from buttress.report.sarif import gate_as_sarif

        return gate_as_sarif(found, wiring.prefix_of(paths), everything=everything)
    from buttress.report.junit import gate_as_junit

    return gate_as_junit(found)
