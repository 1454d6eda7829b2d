"""`buttress verify`: proves that what was kept is what is there."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from buttress.cli.kept import opened, store_option
from buttress.report.counting import count

if TYPE_CHECKING:
    from buttress.application.verifying import Verification

BROKEN: Final = 1


@click.command("verify", epilog="It exits 0 where all is as it was kept, 1 where something is not.")
@click.argument("workloads", metavar="[WORKLOAD]...", nargs=-1)
@click.option("--expect", default="", metavar="HASH", help="A milestone's hash that somebody wrote down.")
@store_option
def command(workloads: tuple[str, ...], expect: str, where: str | None) -> None:
    """Prove that what was kept of WORKLOADs (of all, when none is named) is what is there.

    Recomputes the hash of every milestone and their chain, of every review and lens, and looks for holes in what people
    answered. Write the newest hash down somewhere else: only against that can a store show that nothing was cut off.
    """
    from buttress.application.verifying import verify

    with opened(where) as store:
        for name in workloads:
            store.workload(name)
        found = verify(store, workloads or None, expect)
    _tell(found)
    sys.exit(0 if found.holds else BROKEN)


def _tell(found: Verification) -> None:
    for defect in found.defects:
        click.echo(str(defect))
    for workload, digest in found.newest:
        click.echo(f"{workload}: the newest milestone is {digest}")
    counted = f"{count(found.milestones, 'milestone')} of {count(found.workloads, 'workload')}"
    said = "all is as it was kept" if found.holds else f"{count(len(found.defects), 'thing')} not as it was kept"
    click.echo(f"{counted}: {said}.")
