"""`buttress converse`: the conversation, full screen, as plain prompts, or from a file."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from buttress.application.workload import Participant
from buttress.cli.conversation.opening import named, participants
from buttress.cli.kept import by_option, now, opened, person, store_option
from buttress.cli.output import give
from buttress.report.plain import plain

if TYPE_CHECKING:
    from buttress.application.answers_file import AnswersFile
    from buttress.application.session import Session
    from buttress.application.store import Store

USAGE = 2
CHANGED = 1
INTERRUPTED = 130


@click.command("converse", epilog="Every answer is kept at once: leave whenever you like, and go on later.")
@click.argument("workload", metavar="WORKLOAD|PATH")
@click.option("--with", "people", multiple=True, metavar="NAME:ROLE,…", help="Who is here; may be given again.")
@click.option("--minutes", type=click.FloatRange(min=1), default=90, show_default=True, help="How long there is.")
@click.option("--plain", is_flag=True, help="Ask line by line: for a pipe, a screen reader, or a simple terminal.")
@click.option(
    "--answers", type=click.Path(allow_dash=True), help="Take answers from a YAML or JSON file, - for standard input."
)
@click.option("--export", type=click.Path(path_type=Path, dir_okay=False), help="Write the answers to this file.")
@click.option("--summary", type=click.Path(path_type=Path, dir_okay=False), help="Write the summary, .txt or Markdown.")
@by_option
@store_option
def command(  # noqa: PLR0913 - click hands over every option by name
    workload: str,
    people: tuple[str, ...],
    minutes: float,
    answers: str | None,
    export: Path | None,
    summary: Path | None,
    by: str | None,
    where: str | None,
    *,
    plain: bool,
) -> None:
    """Talk through what evidence leaves open about WORKLOAD, a name that is kept or a path, which is reviewed first."""
    from buttress.application.opening import opened as open_session
    from buttress.application.session import Sitting

    by_file = answers is not None or export is not None
    if not plain and not by_file:
        _needs_terminal()
    if plain and answers == "-":
        raise click.UsageError("standard input cannot give the answers of a file and of --plain; name a file.")
    at = now()
    file = _read(answers) if answers is not None else None
    present = participants(people, at)
    with opened(where) as store:
        name = named(store, workload, at)
        speaker = by or ("" if present else person(by))
        session = open_session(store, name, Sitting(speaker, present, minutes), at)
        if file is not None:
            session = _taken(session, store, file)
        if plain or not by_file:
            session = _talked(session, store, plain=plain)
        if export is not None:
            from buttress.application.answers_file import written

            give(written(session), export)
        if export is None or summary is not None or answers is not None:
            _summed_up(session, summary)


def _needs_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM", "") in {"", "dumb"}:
        click.echo(
            "buttress: the full screen needs a terminal, and this is none (or a very simple one). "
            "Use --plain for prompts line by line, or --answers FILE.",
            err=True,
        )
        sys.exit(USAGE)


def _read(answers: str) -> AnswersFile:
    """Read a file of answers, - for standard input; exit 2 where it is wrong."""
    from buttress.application.answers_file import AnswersFileError, read_answers_file

    name = "standard input" if answers == "-" else Path(answers).name
    try:
        text = sys.stdin.read() if answers == "-" else Path(answers).read_text(encoding="utf-8")
        return read_answers_file(text, name)
    except AnswersFileError as error:
        _refused(str(error))
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        _refused(f"{name} cannot be read: {why}.")


def _refused(message: str) -> NoReturn:
    click.echo(f"buttress: {message}", err=True)
    sys.exit(USAGE)


def _taken(session: Session, store: Store, file: AnswersFile) -> Session:
    """Take the answers of a file, and tell what they changed; exit 2 where it is wrong, 1 where somebody was faster."""
    from buttress.application.answers_file import AnswersFileError
    from buttress.application.filing import filed
    from buttress.application.opening import joined
    from buttress.cli.conversation import words

    try:
        session = filed(session, store, file, now())
    except AnswersFileError as error:
        _refused(str(error))
    if session.conflict is not None:
        click.echo(f"buttress: {words.conflict(session)} Nothing was taken; run it again to see theirs.", err=True)
        sys.exit(CHANGED)
    for sentence in session.told:
        click.echo(plain(sentence), err=True)
    return joined(session, store, [Participant(name, roles, now()) for name, roles in file.people])


def _talked(session: Session, store: Store, *, plain: bool) -> Session:
    if plain:
        return _plainly(session, store)
    try:
        from buttress.cli.conversation.app import Conversation
    except ModuleNotFoundError as error:
        package = (error.name or "a package").partition(".")[0]
        _refused(
            f"the full screen needs {package}, which is not installed: pip install 'buttress[conversation]'. "
            "--plain does without."
        )
    app = Conversation(session, store, now)
    app.run()
    if app.return_code:
        sys.exit(app.return_code)
    return app.session


def _plainly(session: Session, store: Store) -> Session:
    from buttress.cli.conversation.plain import Desk, converse

    try:
        return converse(session, Desk(store, now, _ask, lambda text: click.echo(plain(text))))
    except KeyboardInterrupt:
        name = session.workload.name
        click.echo(f"\nEverything that was said is kept. buttress converse {name} goes on.", err=True)
        sys.exit(INTERRUPTED)


def _ask(prompt: str) -> str | None:
    """Show a prompt on standard output and read a line, None when there are no more.

    What comes from a pipe is shown as if it had been typed, so that what is written reads as a conversation.
    """
    click.echo(plain(prompt), nl=False)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line or not sys.stdin.isatty():
        click.echo(line.rstrip("\n"))
    return line or None


def _summed_up(session: Session, target: Path | None) -> None:
    from buttress.application.summary import summary_of
    from buttress.report.conversation import summary_markdown, summary_text

    found = summary_of(session, now())
    if target is not None:
        give(summary_text(found) if target.suffix == ".txt" else summary_markdown(found), target)
    click.echo()
    click.echo(summary_text(found), nl=False)
