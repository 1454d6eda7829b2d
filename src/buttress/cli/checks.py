"""`buttress checks`: the catalogue."""

from __future__ import annotations

import click

from buttress import wiring


@click.command("checks")
@click.option("--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True)
@click.argument("words", nargs=-1)
def command(form: str, words: tuple[str, ...]) -> None:
    """List the checks whose id, title, types or practices contain all WORDS (all checks when none is given)."""
    from buttress.report.catalogue import as_json, as_text, matching

    found = matching(wiring.catalogue(), words)
    if not found:
        raise click.UsageError(f"No check speaks of {' '.join(words)!r}. buttress checks lists them all.")
    click.echo(as_json(found) if form == "json" else as_text(found), nl=False)
