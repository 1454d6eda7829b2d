"""A progress line for work that takes longer than a second."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE: Final = 1.0
"""Seconds before the line appears."""
WIDTH: Final = 30


@contextmanager
def progress_on(
    stream: TextIO, clock: Callable[[], float] = time.monotonic
) -> Iterator[Callable[[str, int, int], None] | None]:
    """Give a function that shows how far the work is, None where the stream is no terminal; the line is wiped at the
    end.
    """
    if not stream.isatty():
        yield None
        return
    began = clock()
    shown = False

    def show(what: str, done: int, total: int) -> None:
        nonlocal shown
        if clock() - began > PATIENCE and total:
            full = WIDTH * done // total
            stream.write(f"\r{what} {'█' * full}{'░' * (WIDTH - full)} {100 * done // total:3} %")
            stream.flush()
            shown = True

    try:
        yield show
    finally:
        if shown:
            stream.write("\r\x1b[K")
            stream.flush()
