"""What the provider sends where an attribute is not written is what the graph says, or what AWS does by itself.

The table holds a row for every default of the provider that somebody looked up: as a real provider of version 3.39
plans an instance in which nothing optional is written (`plan of 3.39`), or on the page that the row names. `same as`
names the fact in `service_defaults.tsv` that says that AWS does the same; every other default has to be in the mapping
data.
"""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from buttress.facts.service_defaults import default_of
from buttress.sources.terraform.mapping.catalogue import Catalogue, of_documents
from tests.sources.terraform.mapping import pairs, targets, test_pairs

TABLE = Path(__file__).with_name("provider_defaults.tsv")
UNKNOWN = {("aws_redshift_cluster", "publicly_accessible")}
"""What differs between versions of the provider, so that nothing can be said."""
HELD_BY_PAIRS = {("aws_security_group", "egress"), ("aws_default_security_group", "egress")}
"""The list that stands, empty, where nothing is written: the pairs of the networks hold it."""
DECIDES = {
    ("aws_dynamodb_table", "stream_enabled"),
    ("aws_kinesis_firehose_delivery_stream", "server_side_encryption.enabled"),
}
"""What goes nowhere by itself, and decides whether another attribute does."""


@dataclass(frozen=True, slots=True)
class Row:
    """Holds one default of the provider."""

    type: str
    attribute: str
    default: Any
    beside: Mapping[str, Any]
    same_as: str

    def __str__(self) -> str:
        return f"{self.type}.{self.attribute}"


def rows() -> list[Row]:
    with TABLE.open(encoding="utf-8", newline="") as text:
        return [
            Row(
                one["type"],
                one["attribute"],
                json.loads(one["default"]),
                json.loads(one["beside"] or "{}"),
                one["same as"],
            )
            for one in csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


ROWS = rows()
SENT = [row for row in ROWS if not row.same_as]
SAME = [row for row in ROWS if row.same_as]


def without(row: Row) -> Catalogue:
    """Give the data without the default of a row."""
    data = targets.data()[row.type]
    less = {**data, "defaults": {path: value for path, value in data["defaults"].items() if path != row.attribute}}
    return of_documents({"all": {**targets.data(), row.type: less}})


def hcl(row: Row, written: Mapping[str, Any]) -> str:
    """Write an instance with the blocks around an attribute, and with what is said; with the resource that it adds to,
    where it only does that.
    """
    around = row.attribute.rpartition(".")[0]
    tree: dict[str, Any] = {}
    _branch(tree, around)
    for path, value in {**row.beside, **written}.items():
        holder, _, name = path.rpartition(".")
        _branch(tree, holder)[name] = value
    fold = targets.data()[row.type].get("folds") or {}
    host = f'resource "{fold["into"]}" "host" {{\n}}\n' if fold else ""
    by = f"  {fold['by']} = {fold['into']}.host.id\n" if fold else ""
    return f'{host}resource "{row.type}" "this" {{\n{by}{_body(tree)}}}\n'


def _branch(tree: dict[str, Any], path: str) -> dict[str, Any]:
    for step in path.split(".") if path else ():
        tree = tree.setdefault(step.removesuffix("[]"), {})
    return tree


def _body(tree: Mapping[str, Any]) -> str:
    lines = (
        f"{name} {{\n{_body(value)}}}\n" if isinstance(value, dict) else f"{name} = {json.dumps(value)}\n"
        for name, value in tree.items()
    )
    return "".join(lines)


def said(text: str, folder: Path, known: Catalogue | None = None) -> dict[str, str]:
    """Give all that the graph of a text says, with what happens to data."""
    graph = test_pairs.terraform(text, folder, known)
    assert not graph.problems
    bodies = {f"{one.id} DeletionPolicy": str(one.body.get("DeletionPolicy")) for one in graph.resources}
    return {**pairs.facts(graph, {one.id: one.id for one in graph.resources}), **bodies}


@pytest.mark.parametrize("row", SENT, ids=str)
def test_writing_what_the_provider_sends_anyway_changes_nothing(row: Row, tmp_path: Path) -> None:
    written = hcl(row, {row.attribute: row.default})
    assert said(hcl(row, {}), tmp_path) == said(written, tmp_path)


@pytest.mark.parametrize("row", SENT, ids=str)
def test_without_the_default_the_graph_would_say_something_else(row: Row, tmp_path: Path) -> None:
    written = hcl(row, {row.attribute: row.default})
    assert said(hcl(row, {}), tmp_path, without(row)) != said(written, tmp_path)


@pytest.mark.parametrize("row", SAME, ids=str)
def test_what_is_not_sent_is_what_aws_does_by_itself(row: Row) -> None:
    fact = default_of(*row.same_as.split(" "))
    assert fact is not None
    assert fact.settled
    assert fact.value == row.default


def test_every_default_of_the_data_has_a_row() -> None:
    mapped = {(name, path) for name, data in targets.data().items() for path in data.get("defaults", {})}
    assert mapped == {(row.type, row.attribute) for row in SENT} | UNKNOWN | HELD_BY_PAIRS | DECIDES


def test_no_default_stands_where_aws_does_the_same() -> None:
    mapped = {(name, path) for name, data in targets.data().items() for path in data.get("defaults", {})}
    assert not mapped & {(row.type, row.attribute) for row in SAME}
