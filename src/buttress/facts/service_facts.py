"""Limits, times, rates and prices of AWS's services."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from buttress.facts.table import FOLDER, Row, index, read_table
from buttress.records import dataclass

_COLUMNS: Final = ("service", "fact", "value", "unit")

Facts = Mapping[tuple[str, str], "Fact"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of one service."""

    value: float | str
    """A number where the fact is one; otherwise what the source says, such as `2-1000` for a range."""
    unit: str
    """What the number counts, such as `USD/1M`; perhaps with a remark in brackets, or empty."""
    source: str
    as_of: date


def service_fact(service: str, fact: str) -> Fact | None:
    """Give a fact by its service and name, such as (`lambda`, `timeout default`), or None when it is not known."""
    return _facts().get((service, fact))


def read_facts(path: Path) -> Facts:
    """Read a table of facts by service and name; raises FactsError when a row is malformed."""
    return index(read_table(path, _COLUMNS), lambda row: (row.text("service"), row.text("fact")), _fact)


@cache
def _facts() -> Facts:
    return read_facts(FOLDER / "service_facts.tsv")


def _fact(row: Row) -> Fact:
    return Fact(_value(row.text("value")), row.cells["unit"], row.source, row.as_of)


def _value(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text
