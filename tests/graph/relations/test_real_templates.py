"""The readers over every real template that is at hand."""

from __future__ import annotations

import csv
import datetime
from typing import TYPE_CHECKING

from buttress.sources.cloudformation.reader import read_text

if TYPE_CHECKING:
    from pathlib import Path


def test_every_relation_of_real_templates_has_a_place_and_an_end(shared: Path) -> None:
    top = shared / "architectures"
    with (top / "manifest.tsv").open(encoding="utf-8") as manifest:
        rows = [row for row in csv.DictReader(manifest, delimiter="\t") if row["kind"].startswith(("sam", "cfn"))]
    paths = [top / row["path"] for row in rows]
    graphs = [read_text(path.read_text(encoding="utf-8"), datetime.date(2026, 11, 1)) for path in paths]
    relations = [relation for graph in graphs for relation in graph.index.all()]
    assert all(relation.location.line > 0 for relation in relations)
    assert all(relation.source or relation.target for relation in relations)
    assert sum(not relation.loose for relation in relations) > 5 * sum(relation.loose for relation in relations)
