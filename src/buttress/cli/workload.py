"""`buttress workload`: what is kept, and how it stands."""

from __future__ import annotations

from dataclasses import replace

import click

from buttress.cli.kept import now, opened, store_option


@click.group("workload")
def command() -> None:
    """List the workloads that are kept, show how one stands, and say what it follows."""


@command.command("list")
@store_option
def list_command(where: str | None) -> None:
    """List the workloads that are kept."""
    from buttress.report.overview import workloads_text

    with opened(where) as store:
        found = store.workloads()
    click.echo(workloads_text(found), nl=False)


@command.command("show")
@click.argument("workload")
@click.option("--format", "form", type=click.Choice(["terminal", "markdown"]), default="terminal", show_default=True)
@store_option
def show_command(workload: str, form: str, where: str | None) -> None:
    """Show how WORKLOAD stands: its risks, evidence and answers together, and their trend over the milestones."""
    from buttress.application.overview import current_state, overview_of
    from buttress.report.overview import overview_markdown, overview_text

    with opened(where) as store:
        overview = overview_of(current_state(store, workload), store)
        milestones = store.milestones(workload)
    write = overview_markdown if form == "markdown" else overview_text
    click.echo(write(overview, milestones), nl=False)


@command.command("set")
@click.argument("workload")
@click.option("--description", help="What the workload is.")
@click.option("--follows", metavar="TEMPLATE", help="A workload whose answers are offered here; '' for none.")
@click.option("--template/--no-template", default=None, help="Whether others may follow this workload.")
@store_option
def set_command(
    workload: str, description: str | None, follows: str | None, where: str | None, *, template: bool | None
) -> None:
    """Say what WORKLOAD is, and which template of answers it follows; a new name makes a workload without paths."""
    from buttress.application.describing import described

    with opened(where) as store:
        after = described(
            store,
            workload,
            now(),
            lambda w: replace(
                w,
                description=w.description if description is None else description,
                follows=w.follows if follows is None else follows,
                template=w.template if template is None else template,
            ),
        )
    told = [after.name, *([after.description] if after.description else [])]
    told += [f"follows {after.follows}"] if after.follows else []
    click.echo(" · ".join([*told, *(["a template"] if after.template else [])]))


@command.command("upgrade")
@click.argument("workload")
@store_option
def upgrade_command(workload: str, where: str | None) -> None:
    """Hold WORKLOAD by the newest version of its lenses; answers to practices that are gone stay kept."""
    from buttress.application.keeping import upgraded

    with opened(where) as store:
        before = store.workload(workload)
        after = upgraded(store, workload, now())
    said = "is held by the newest version of its lenses now" if after != before else "was held by the newest already"
    click.echo(f"{workload} {said}.")
