from datetime import date
from pathlib import Path

import pytest

from buttress.facts.errors import FactsError
from buttress.facts.table import FOLDER, index, read_table

HEADER = "name\tsize\tsource\tas_of\n"
COLUMNS = ("name", "size")
GOOD = "a\t1\thttps://example.com\t2026-11-23\n"


def table(folder: Path, text: str) -> Path:
    path = folder / "things.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_row_knows_its_file_and_line(tmp_path: Path) -> None:
    (row,) = read_table(table(tmp_path, HEADER + GOOD), COLUMNS)
    assert row.place == "things.tsv:2"
    assert (row.text("name"), row.number("size"), row.as_of) == ("a", 1.0, date(2026, 11, 23))


@pytest.mark.parametrize(
    ("text", "place", "advice"),
    [
        ("", "things.tsv:1", "Name them name, size, source, as_of"),
        ("name\tsource\tas_of\n", "things.tsv:1", "Name them"),
        (HEADER + GOOD + "b\t2\thttps://example.com\n", "things.tsv:3", "one tab each"),
        (HEADER + "b\t2\t3\thttps://example.com\t2026-11-23\n", "things.tsv:2", "one tab each"),
        (HEADER + "b\t2\t\t2026-11-23\n", "things.tsv:2", "the cell source is empty"),
        (HEADER + "b\t2\thttps://example.com\t\n", "things.tsv:2", "the cell as_of is empty"),
        (HEADER + "b\t2\thttps://example.com\t23.11.2026\n", "things.tsv:2", "Write it as YYYY-MM-DD"),
    ],
)
def test_a_malformed_table_is_refused_with_its_place_and_what_to_do(
    tmp_path: Path, text: str, place: str, advice: str
) -> None:
    with pytest.raises(FactsError) as refusal:
        read_table(table(tmp_path, text), COLUMNS)
    assert str(refusal.value).startswith(place)
    assert advice in str(refusal.value)


def test_a_cell_that_is_no_number_is_refused(tmp_path: Path) -> None:
    (row,) = read_table(table(tmp_path, HEADER + GOOD.replace("1", "one", 1)), COLUMNS)
    with pytest.raises(FactsError, match=r"things\.tsv:2: size is 'one'\. Write a plain number"):
        row.number("size")


def test_a_number_that_is_missing_is_called_empty(tmp_path: Path) -> None:
    (row,) = read_table(table(tmp_path, HEADER + GOOD.replace("1", "", 1)), COLUMNS)
    with pytest.raises(FactsError, match="the cell size is empty"):
        row.number("size")


def test_a_word_that_is_not_among_those_allowed_is_refused(tmp_path: Path) -> None:
    (row,) = read_table(table(tmp_path, HEADER + GOOD), COLUMNS)
    with pytest.raises(FactsError, match=r"name is 'a'\. Write one of b, c"):
        row.one_of("name", {"c", "b"})


def test_an_optional_day_may_be_absent(tmp_path: Path) -> None:
    (row,) = read_table(table(tmp_path, HEADER + GOOD.replace("a\t1", "\t1", 1)), COLUMNS)
    assert row.optional_day("name") is None


def test_an_optional_day_is_a_date_when_it_is_there(tmp_path: Path) -> None:
    (row,) = read_table(table(tmp_path, HEADER + GOOD.replace("a\t1", "2026-01-02\t1", 1)), COLUMNS)
    assert row.optional_day("name") == date(2026, 1, 2)


def test_two_rows_of_one_key_are_refused(tmp_path: Path) -> None:
    rows = read_table(table(tmp_path, HEADER + GOOD + GOOD), COLUMNS)
    with pytest.raises(FactsError, match=r"things\.tsv:3: 'a' is there already"):
        index(rows, lambda row: row.text("name"), lambda row: row.number("size"))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.tsv")), ids=lambda path: path.name)
def test_every_row_of_every_table_names_its_source_and_its_date(path: Path) -> None:
    header = tuple(path.read_text(encoding="utf-8").splitlines()[0].split("\t"))
    rows = read_table(path, header[:-2])
    sources = {row.source for row in rows}
    assert header[-2:] == ("source", "as_of")
    assert not [source for source in sources if "https://" not in source and "@" not in source]
    assert all(date(2023, 1, 1) <= row.as_of <= date(2026, 11, 25) for row in rows)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.tsv")), ids=lambda path: path.name)
def test_every_table_is_sorted_and_says_nothing_twice(path: Path) -> None:
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    assert rows == sorted(rows)
    assert len(rows) == len({tuple(row) for row in rows})
