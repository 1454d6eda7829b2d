"""How a command that compares ends: errors are told, and temporary folders go with it."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

from buttress.application.baseline import BaselineError
from buttress.application.comparing import ComparisonError
from buttress.application.store import StoreError
from buttress.sources.errors import SourceError
from buttress.sources.git import GitError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

USAGE: Final = 2
TERMINATED: Final = 128 + signal.SIGTERM


@contextmanager
def tidy() -> Iterator[None]:
    """Tell an error in a line and exit 2; leave in order when told to terminate, so that nothing temporary is left."""
    signal.signal(signal.SIGTERM, _leave)
    try:
        yield
    except (SourceError, GitError, BaselineError, ComparisonError, StoreError) as error:
        click.echo(f"buttress: {error}", err=True)
        sys.exit(USAGE)


def _leave(number: int, frame: FrameType | None) -> None:
    del number, frame
    sys.exit(TERMINATED)
