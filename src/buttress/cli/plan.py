"""`buttress plan`: what to do first, who does it, and what became of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from buttress import wiring
from buttress.cli.kept import DAY, by_option, now, opened, person, store_option
from buttress.report.plain import plain

if TYPE_CHECKING:
    import datetime

    from buttress.application.planning import Hand
    from buttress.application.store import Store
    from buttress.plan.action import Action


class Defaulting(click.Group):
    """Takes `plan WORKLOAD` for `plan show WORKLOAD`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `show` before what is no command."""
        if args and args[0] not in self.commands and args[0] not in {"-h", "--help"}:
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group("plan", cls=Defaulting)
def command() -> None:
    """Show what to do about a workload, and keep who does it.

    buttress plan WORKLOAD shows the plan.
    """


@command.command("show")
@click.argument("workload")
@click.option("--all", "everything", is_flag=True, help="Show every line whole, not just the first five.")
@store_option
def show_command(workload: str, where: str | None, *, everything: bool) -> None:
    """Show what to do about WORKLOAD, in the order in which it is worth doing."""
    from buttress.application.planning import planned
    from buttress.report.plan import plan_text

    at = now()
    with opened(where) as store:
        found = planned(store, workload, at)
    click.echo(plan_text(found, wiring.advice, at.date(), everything=everything), nl=False)


@command.command("assign")
@click.argument("workload")
@click.argument("item")
@click.option("--owner", required=True, help="Who does it.")
@click.option("--due", type=DAY, help="When it is to be done.")
@by_option
@store_option
def assign_command(  # noqa: PLR0913 - click hands over every option by name
    workload: str, item: str, owner: str, due: datetime.datetime | None, by: str | None, where: str | None
) -> None:
    """Give ITEM of the plan an owner, and a day when it is due."""
    from buttress.application.planning import assign

    with opened(where) as store:
        action = assign(_hand(store, workload, by), item, owner, due.date() if due else None)
    _told(action)


@command.command("done")
@click.argument("workload")
@click.argument("item")
@click.option("--note", default="", help="What was done.")
@by_option
@store_option
def done_command(workload: str, item: str, note: str, by: str | None, where: str | None) -> None:
    """Say that ITEM is done.

    Where configuration decides, the next review has the last word.
    """
    from buttress.application.planning import done

    with opened(where) as store:
        action = done(_hand(store, workload, by), item, note)
    _told(action)


@command.command("accept-risk")
@click.argument("workload")
@click.argument("item")
@click.option("--reason", required=True, help="Why the risk is accepted.")
@click.option("--until", required=True, type=DAY, help="The last day of it: on the day after, it counts again.")
@by_option
@store_option
def accept_command(  # noqa: PLR0913 - click hands over every option by name
    workload: str, item: str, reason: str, until: datetime.datetime, by: str | None, where: str | None
) -> None:
    """Accept the risk of ITEM until a day, for a reason."""
    from buttress.application.planning import accept_risk

    with opened(where) as store:
        action = accept_risk(_hand(store, workload, by), item, reason, until.date())
    _told(action)


@command.command("history")
@click.argument("workload")
@click.argument("item")
@store_option
def history_command(workload: str, item: str, where: str | None) -> None:
    """Show what became of ITEM, oldest first."""
    with opened(where) as store:
        history = store.action_history(workload, item)
    for action in history:
        _told(action)
    if not history:
        click.echo(f"Nobody took on {item} of {workload} yet.")


@command.command("export")
@click.argument("workload")
@click.option("--format", "form", type=click.Choice(["csv", "markdown"]), default="csv", show_default=True)
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@store_option
def export_command(workload: str, form: str, output: Path | None, where: str | None) -> None:
    """Give the plan of WORKLOAD to a spreadsheet, or to a page."""
    from buttress.application.planning import planned
    from buttress.cli.output import give

    with opened(where) as store:
        found = planned(store, workload, now())
    give(wiring.tracker(form).take(found), output)


def _hand(store: Store, workload: str, by: str | None) -> Hand:
    from buttress.application.planning import Hand

    return Hand(store, workload, person(by), now(), lambda item: wiring.advice(item).first_step)


def _told(action: Action) -> None:
    """Tell in one line how an action stands."""
    parts = [
        f"{action.at:%Y-%m-%d}",
        action.id,
        action.status,
        *([f"owner {action.owner}"] if action.owner else []),
        *([f"due {action.due.isoformat()}"] if action.due else []),
        *([f"until {action.until.isoformat()}"] if action.until else []),
        *([f"by {action.by}"] if action.by else []),
        *([action.reason] if action.reason else []),
    ]
    click.echo(plain(" · ".join(parts)))
