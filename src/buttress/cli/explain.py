"""`buttress explain`: what a check, a practice or a question is about."""

from __future__ import annotations

import sys

import click

from buttress import wiring

USAGE = 2


@click.command("explain")
@click.argument("subject", metavar="ID")
def command(subject: str) -> None:
    """Explain a check (sqs-dead-letter-queue), a practice (SEC03-BP02, serverless:sec_sec_q2_a3) or a question
    (SEC3).
    """
    from buttress.report.explanation import NothingKnownError, explanation_of

    try:
        text = explanation_of(subject, wiring.catalogue())
    except NothingKnownError as error:
        click.echo(f"buttress: {error}", err=True)
        sys.exit(USAGE)
    click.echo(text, nl=False)
