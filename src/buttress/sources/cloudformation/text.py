"""Text of a template file, with the limits that keep a hostile one from harm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.graph import Problem
from buttress.sources.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES: Final = 10 * 1024 * 1024
MOST_LEVELS: Final = 100
"""How deeply lists and maps may nest; templates that people wrote have 21 levels at most."""
MOST_DIGITS: Final = 300
"""How long a number may be: a longer one is beyond what a float holds."""
MOST_ALIASED: Final = 200_000
"""How many values the aliases of a file may repeat."""


def text_of_file(path: Path, shown: str) -> str:
    """Read a file as UTF-8 text; raises `SourceError` for one that is too large, unreadable or no text."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise SourceError(
                Problem(
                    shown,
                    0,
                    0,
                    f"the file has {size:,} bytes; at most {MOST_BYTES:,} are read.",
                    "Name the templates apart.",
                )
            )
        return decoded(path.read_bytes(), shown)
    except OSError as error:
        raise SourceError(Problem(shown, 0, 0, f"the file cannot be read: {error.strerror}.")) from error


def decoded(data: bytes, shown: str) -> str:
    """Decode UTF-8 (with or without byte order mark); raises `SourceError` naming the line of the first byte that is
    none.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(Problem(shown, line, 1, "the file is not UTF-8 text.", "Save it as UTF-8.")) from error


def too_deep(shown: str, line: int) -> SourceError:
    """Make the error for a file that nests too deeply."""
    return SourceError(
        Problem(
            shown,
            line,
            1,
            f"the file nests more than {MOST_LEVELS} levels deep and is not read.",
            "Look for a generated or damaged part.",
        )
    )
