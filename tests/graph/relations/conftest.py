"""Reads a small template and shows its relations as sentences."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Protocol

import pytest

from buttress.sources.cloudformation.reader import read_text

if TYPE_CHECKING:
    from buttress.graph.graph import Graph
    from buttress.graph.relation import Relation
    from buttress.graph.resource import External, Resource

TODAY = datetime.date(2026, 11, 1)


class Sentences(Protocol):
    """Reads the resources of a template and gives relations of some kinds, sorted."""

    def __call__(self, resources: str, *kinds: str) -> list[str]:
        """Give `source kind target (detail)`, with `?` for an end that is not known."""
        ...


@pytest.fixture
def sentences() -> Sentences:
    return _sentences


def _sentences(resources: str, *kinds: str) -> list[str]:
    graph = graph_of(resources)
    return sorted({_sentence(relation) for relation in graph.index.all() if relation.kind in kinds})


def graph_of(resources: str) -> Graph:
    text = resources if "\nResources:" in resources else f"Resources:\n{resources}"
    return read_text(text, TODAY)


def _sentence(relation: Relation) -> str:
    detail = f" ({relation.detail})" if relation.detail else ""
    worlds = " sometimes" if relation.when else ""
    return f"{_name(relation.source)} {relation.kind} {_name(relation.target)}{detail}{worlds}"


def _name(end: Resource | External | None) -> str:
    return "?" if end is None else str(getattr(end, "logical_id", end.id))
