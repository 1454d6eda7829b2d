"""`buttress milestone`: marks where a review stands, for good."""

from __future__ import annotations

import click

from buttress.cli.kept import by_option, now, opened, person, store_option


@click.group("milestone")
def command() -> None:
    """Mark where the review of a workload stands, list what was marked, and show it."""


@command.command("create")
@click.argument("workload")
@click.argument("name")
@click.option("--note", default="", help="What this milestone is about.")
@by_option
@store_option
def create_command(workload: str, name: str, note: str, by: str | None, where: str | None) -> None:
    """Mark where WORKLOAD stands now as NAME.

    A milestone never changes, and each is chained to the one before by its hash: buttress verify proves it.
    """
    from buttress.application.milestones import mark
    from buttress.application.workload import Stamp

    with opened(where) as store:
        made = mark(store, workload, name, Stamp(person(by), now()), note)
    click.echo(f"{workload}: milestone {made.number}, {made.name}, {made.hash}")


@command.command("list")
@click.argument("workload")
@click.option("--format", "form", type=click.Choice(["terminal", "markdown", "json"]), default="terminal")
@store_option
def list_command(workload: str, form: str, where: str | None) -> None:
    """List the milestones of WORKLOAD, with the trend of its risks."""
    from buttress.report.overview import milestones_json, milestones_text, trend_markdown

    with opened(where) as store:
        found = store.milestones(workload)
    writers = {"terminal": milestones_text, "markdown": trend_markdown, "json": milestones_json}
    click.echo(writers[form](workload, found), nl=False)


@command.command("show")
@click.argument("workload")
@click.argument("name")
@store_option
def show_command(workload: str, name: str, where: str | None) -> None:
    """Show WORKLOAD as it stood at the milestone NAME (its name or number)."""
    from buttress.application.milestones import milestone_named
    from buttress.application.overview import overview_of
    from buttress.report.overview import marked_text

    with opened(where) as store:
        milestone = milestone_named(store, workload, name)
        overview = overview_of(store.state_at(workload, milestone.number), store)
    click.echo(marked_text(milestone, overview), nl=False)
