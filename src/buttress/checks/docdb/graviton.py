"""Judges whether a document database runs on Graviton."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.instance_types import on_graviton

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::DocDB::DBInstance",
    bears_on=(both("SUS05-BP02"),),
    severity=("low", "a fifth of the price, where nothing speaks against it"),
)
def graviton(instance: Resource, _graph: Graph) -> Verdict:
    """A document database runs on Graviton, which does the same work with less energy and money."""
    path = "DBInstanceClass"
    if not instance.present(path):
        return not_applicable("its class is chosen elsewhere")
    name = instance.text(path).removeprefix("db.")
    if name == "serverless":
        return not_applicable("DocumentDB chooses its processors")
    if on_graviton(name):
        return met(f"{name} runs on Graviton", instance.at(path))
    return gap(f"{name} runs on x86", instance.at(path))
