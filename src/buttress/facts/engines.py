"""When AWS ends its standard support of a database engine's major version."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from buttress.facts.table import FOLDER, Row, index, read_table
from buttress.records import dataclass

_COLUMNS: Final = ("engine", "version", "standard_support_ends")

Engines = Mapping[tuple[str, str], "EngineVersion"]


@dataclass(frozen=True, slots=True)
class EngineVersion:
    """One major version of an engine."""

    engine: str
    """The engine as CloudFormation names it: `postgres`, `aurora-mysql`, `redis`, …"""
    version: str
    """The major version as it begins an `EngineVersion`: `13`, `8.0`."""
    standard_support_ends: date | None
    """The last day of standard support; None while AWS has announced none."""
    source: str
    as_of: date


def engine_version(engine: str, version: str) -> EngineVersion | None:
    """Give the major version that a full version belongs to, or None when it is not known.

    `8.0.mysql_aurora.3.04.0` of `aurora-mysql` belongs to `8.0`, `13.9` of `postgres` to `13`.
    """
    known, parts = _engines(), version.split(".")
    prefixes = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((known[engine, prefix] for prefix in prefixes if (engine, prefix) in known), None)


def read_engines(path: Path) -> Engines:
    """Read a table of engines by engine and major version; raises FactsError when a row is malformed."""
    return index(read_table(path, _COLUMNS), lambda row: (row.text("engine"), row.text("version")), _engine)


@cache
def _engines() -> Engines:
    return read_engines(FOLDER / "database_engines.tsv")


def _engine(row: Row) -> EngineVersion:
    return EngineVersion(
        engine=row.text("engine"),
        version=row.text("version"),
        standard_support_ends=row.optional_day("standard_support_ends"),
        source=row.source,
        as_of=row.as_of,
    )
