"""When AWS ends its support of Lambda's runtimes."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from buttress.facts.table import FOLDER, Row, index, read_table
from buttress.records import dataclass

COLUMNS: Final = ("runtime", "family", "deprecated", "create_blocked", "update_blocked")
"""The columns of `lambda_runtimes.tsv`, without source and date."""


@dataclass(frozen=True, slots=True)
class Runtime:
    """One runtime and the dates that AWS has published for it; a date is None while none is announced."""

    id: str
    family: str
    """The language: `python`, `nodejs`, `java`, `dotnet`, `ruby`, `go`; `provided` for a runtime of one's own."""
    deprecated: date | None
    """The deprecation date: from then on AWS promises neither security updates nor support."""
    create_blocked: date | None
    """The day from which no function can be created with it."""
    update_blocked: date | None
    """The day from which no function that uses it can be changed."""
    source: str
    as_of: date


def runtime(identifier: str) -> Runtime | None:
    """Give what is known of a runtime, such as `python3.12`, or None when it is not known."""
    return _runtimes().get(identifier)


def runtimes() -> tuple[Runtime, ...]:
    """Give every runtime that is known, by id."""
    return tuple(_runtimes().values())


def read_runtimes(path: Path) -> Mapping[str, Runtime]:
    """Read a table of runtimes by their id; raises FactsError when a row is malformed."""
    return index(read_table(path, COLUMNS), lambda row: row.text("runtime"), _runtime)


@cache
def _runtimes() -> Mapping[str, Runtime]:
    return read_runtimes(FOLDER / "lambda_runtimes.tsv")


def _runtime(row: Row) -> Runtime:
    return Runtime(
        id=row.text("runtime"),
        family=row.text("family"),
        deprecated=row.optional_day("deprecated"),
        create_blocked=row.optional_day("create_blocked"),
        update_blocked=row.optional_day("update_blocked"),
        source=row.source,
        as_of=row.as_of,
    )
