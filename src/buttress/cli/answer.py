"""`buttress answer`: single answers from a script, and where an answer came from."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from buttress.cli.kept import by_option, now, opened, person, store_option

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from buttress.answers.answer import Answer
    from buttress.application.session import Given, Session
    from buttress.application.store import Store

USAGE = 2
CHANGED = 1


@click.command("answer", epilog="Exits 1 where somebody has answered in the meantime: nothing is kept then.")
@click.argument("workload")
@click.argument("said", nargs=-1, metavar="[CODE yes|no|n/a]...")
@click.option("--reason", default="", help="Why it does not apply.")
@click.option("--note", help="A note to go with the answer.")
@click.option("--expect", type=click.IntRange(min=0), help="The revision that this answer replaces; 0 for the first.")
@click.option("--withdraw", is_flag=True, help="Open the answers to these CODEs again.")
@click.option("--history", metavar="CODE", help="Show all answers to a practice, the newest last.")
@by_option
@store_option
def command(  # noqa: PLR0913 - click hands over every option by name
    workload: str,
    said: tuple[str, ...],
    reason: str,
    note: str | None,
    expect: int | None,
    history: str | None,
    by: str | None,
    where: str | None,
    *,
    withdraw: bool,
) -> None:
    """Answer practices of WORKLOAD, by their code (REL05-BP01) or their id in the AWS WA Tool; all or none is kept."""
    from buttress.application.opening import opened as open_session
    from buttress.application.session import ConversationError, Sitting

    at = now()
    with opened(where) as store:
        session = open_session(store, workload, Sitting(person(by)), at)
        try:
            if history is not None:
                _history(store, workload, _code(session, history))
                return
            pairs = _pairs(session, said, withdraw=withdraw)
            if expect is not None:
                _expected(session, [code for code, _ in pairs], expect)
            givens = [_given(session, code, decision, reason, note) for code, decision in pairs]
            _kept(session, store, givens, at)
        except ConversationError as error:
            click.echo(f"buttress: {error}", err=True)
            sys.exit(USAGE)


def _code(session: Session, name: str) -> str:
    from buttress.application.filing import codes_of, unknown
    from buttress.application.session import ConversationError

    code = codes_of(session, name)
    if code is None:
        raise ConversationError(unknown(session, name))
    return code


def _pairs(session: Session, said: Sequence[str], *, withdraw: bool) -> list[tuple[str, str]]:
    """Pair codes with what is said of each; what is withdrawn is named without."""
    from buttress.application.answers_file import DECISIONS

    pairs = [(name, "") for name in said] if withdraw else list(zip(said[::2], said[1::2], strict=False))
    if not pairs or (len(said) % 2 and not withdraw):
        raise click.UsageError("Say a code and yes, no or n/a after it: buttress answer orders REL05-BP01 yes.")
    for name, word in pairs:
        if not withdraw and word.lower() not in DECISIONS:
            raise click.UsageError(f"{name} is answered {word!r}; write yes, no or n/a.")
    coded = [(_code(session, name), word.lower()) for name, word in pairs]
    twice = [code for code in dict(coded) if [each for each, _ in coded].count(code) > 1]
    if twice:
        raise click.UsageError(f"{twice[0]} is answered twice.")
    return coded


def _expected(session: Session, codes: Sequence[str], expect: int) -> None:
    if len(codes) > 1:
        raise click.UsageError("--expect goes with one code: each practice counts its own revisions.")
    held = session.answers.get(codes[0])
    if (held.revision if held is not None else 0) != expect:
        now_held = f"{_told(held)} (revision {held.revision})" if held is not None else "there is no answer yet"
        click.echo(f"buttress: {codes[0]} is not at revision {expect}: {now_held}. Nothing was kept.", err=True)
        sys.exit(CHANGED)


def _given(session: Session, code: str, word: str, reason: str, note: str | None) -> Given:
    """Make an answer of what is said; without a word the one that is there is withdrawn."""
    from buttress.application.answers_file import DECISIONS
    from buttress.application.session import ConversationError, Given

    if word:
        return Given(code, DECISIONS[word], reason, note)
    held = session.practice_standing(code).answer
    if held is None:
        raise ConversationError(f"{code} has no answer that could be withdrawn.")
    return Given(code, held.decision, held.reason, note, withdrawn=True)


def _kept(session: Session, store: Store, givens: Sequence[Given], at: datetime.datetime) -> None:
    from buttress.application.answering import answered
    from buttress.cli.conversation import words

    after = answered(session, store, givens, at)
    if after.conflict is not None:
        click.echo(f"buttress: {words.conflict(after)} Nothing was kept.", err=True)
        sys.exit(CHANGED)
    for given in givens:
        answer = after.answers[given.practice]
        click.echo(f"{given.practice} {_told(answer)} (revision {answer.revision})")
    for sentence in after.told:
        click.echo(sentence)


def _history(store: Store, workload: str, code: str) -> None:
    answers = store.history(workload, code)
    for answer in answers:
        click.echo(f"{answer.revision}  {answer.at:%Y-%m-%d %H:%M}  {_told(answer)}")
    if not answers:
        click.echo(f"{code} was never answered.")


def _told(answer: Answer) -> str:
    from buttress.application.answering import WORDS

    parts = [WORDS[answer.decision] + (", withdrawn" if answer.withdrawn else ""), f"by {answer.by}"]
    parts += [f"because {answer.reason}"] if answer.reason else []
    parts += [answer.note] if answer.note else []
    parts += (
        [f"{answer.origin}{' from ' + answer.source if answer.source else ''}"] if answer.origin != "person" else []
    )
    parts += [f"after {answer.source}"] if answer.origin == "person" and answer.source not in answer.reason else []
    return " · ".join(parts)
