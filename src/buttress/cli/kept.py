"""What the commands about kept reviews share: where the store is, who speaks, and how a refusal is told."""

from __future__ import annotations

import datetime
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

import click

from buttress import wiring

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from buttress.store.sql import SqlStore

    Command = TypeVar("Command", bound=Callable[..., object])

USAGE: Final = 2
DAY: Final = click.DateTime(["%Y-%m-%d"])


def store_option(command: Command) -> Command:
    """Add `--store`: a file, or the URL of a PostgreSQL database."""
    return click.option(
        "--store",
        "where",
        metavar="FILE|URL",
        envvar="BUTTRESS_STORE",
        help="The file or PostgreSQL URL that reviews are kept in; else one file in your data folder.",
    )(command)


def by_option(command: Command) -> Command:
    """Add `--by`: who says it."""
    return click.option("--by", envvar="BUTTRESS_BY", help="Who says so; else your name on this machine.")(command)


@contextmanager
def opened_if_there(where: str | None) -> Iterator[SqlStore | None]:
    """Open the store as `opened` does, None where nothing was ever kept: nothing is made by asking."""
    from buttress.application.store import StoreError

    try:
        store = wiring.existing_store(where or "")
        try:
            yield store
        finally:
            if store is not None:
                store.close()
    except StoreError as error:
        click.echo(f"buttress: {error}", err=True)
        sys.exit(USAGE)


@contextmanager
def opened(where: str | None) -> Iterator[SqlStore]:
    """Open the store, and tell on standard error what it refuses (exit status 2)."""
    from buttress.application.store import StoreError

    try:
        store = wiring.open_store(where or "")
        try:
            yield store
        finally:
            store.close()
    except StoreError as error:
        click.echo(f"buttress: {error}", err=True)
        sys.exit(USAGE)


def person(by: str | None) -> str:
    """Give who speaks: the name given, else that of the user of this machine."""
    return by or os.environ.get("USER") or os.environ.get("USERNAME") or "somebody"


def now() -> datetime.datetime:
    """Give the time, in UTC and whole seconds; BUTTRESS_NOW (ISO 8601) stands in for the clock in documents."""
    given = os.environ.get("BUTTRESS_NOW")
    if given:
        return datetime.datetime.fromisoformat(given).astimezone(datetime.UTC)
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0)
