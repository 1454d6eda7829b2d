"""A table of facts: tab-separated text with a header, where every row names its source and its date."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final, NoReturn, TypeVar

from buttress.facts.errors import FactsError
from buttress.records import dataclass

FOLDER: Final = Path(__file__).parent / "data"
"""Where the tables that come with Buttress are."""

ATTRIBUTION: Final = ("source", "as_of")
"""The two columns that every table ends with."""

Fact = TypeVar("Fact")
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Row:
    """One row, its cells still text."""

    place: str
    """`file:line`, for messages."""
    cells: Mapping[str, str]
    """The text of every column, but for the two of the attribution."""
    source: str
    """Where the fact is from: the address of a page of AWS, or `package@version`."""
    as_of: date
    """The day on which the fact was last compared with its source."""

    def text(self, column: str) -> str:
        """Give the text of a cell that must not be empty; raises FactsError when it is."""
        return self.cells[column] or _refuse_empty(self.place, column)

    def optional_day(self, column: str) -> date | None:
        """Give the date of a cell, or None when it is empty; raises FactsError when it is not written YYYY-MM-DD."""
        value = self.cells[column]
        return _day(self.place, column, value) if value else None

    def number(self, column: str) -> float:
        """Give the number in a cell; raises FactsError when it is none."""
        value = self.text(column)
        try:
            return float(value)
        except ValueError as error:
            raise FactsError(
                f"{self.place}: {column} is {value!r}. Write a plain number, such as 128 or 0.5."
            ) from error

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        """Give the text of a cell that must be one of the words allowed; raises FactsError when it is not."""
        value, words = self.text(column), sorted(allowed)
        if value not in words:
            raise FactsError(f"{self.place}: {column} is {value!r}. Write one of {', '.join(words)}.")
        return value


def read_table(path: Path, columns: tuple[str, ...]) -> tuple[Row, ...]:
    """Read the rows of a table with these columns, followed by `source` and `as_of`.

    Raises FactsError, with file and line, when the header differs, when a row has too many or too few cells, or when
    a row lacks its source or its date.
    """
    expected = (*columns, *ATTRIBUTION)
    header, *lines = path.read_text(encoding="utf-8").splitlines() or [""]
    if tuple(header.split("\t")) != expected:
        raise FactsError(
            f"{path.name}:1: the columns are {header!r}. Name them {', '.join(expected)}, separated by tabs."
        )
    return tuple(_row(path.name, number, line, expected) for number, line in enumerate(lines, start=2))


def index(rows: Iterable[Row], key: Callable[[Row], Key], fact: Callable[[Row], Fact]) -> Mapping[Key, Fact]:
    """Turn rows into facts by their key; raises FactsError when two rows have the same key."""
    found: dict[Key, Fact] = {}
    for row in rows:
        name = key(row)
        if name in found:
            raise FactsError(f"{row.place}: {name!r} is there already. Keep one of the two rows.")
        found[name] = fact(row)
    return MappingProxyType(found)


def _row(file: str, number: int, line: str, columns: tuple[str, ...]) -> Row:
    place, cells = f"{file}:{number}", line.split("\t")
    if len(cells) != len(columns):
        raise FactsError(
            f"{place}: {len(cells)} cells where {len(columns)} belong ({', '.join(columns)}). "
            "Separate them with one tab each; an empty cell keeps its tab."
        )
    *values, source, as_of = cells
    return Row(
        place=place,
        cells=dict(zip(columns, values, strict=False)),
        source=source or _refuse_empty(place, "source"),
        as_of=_day(place, "as_of", as_of or _refuse_empty(place, "as_of")),
    )


def _day(place: str, column: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise FactsError(
            f"{place}: {column} is {text!r}, which is no date. Write it as YYYY-MM-DD, such as 2026-11-23."
        ) from error


def _refuse_empty(place: str, column: str) -> NoReturn:
    raise FactsError(f"{place}: the cell {column} is empty. Fill it in, or leave the row out.")
