"""Judges whether items of a table expire by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, supports
from buttress.facts.service_defaults import default_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on=("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"),
    bears_on=(supports("COST04-BP05"), supports("SUS04-BP03")),
    severity=("low", "many tables hold what people want to keep"),
)
def time_to_live(table: Resource, _graph: Graph) -> Verdict:
    """Items that nobody needs any more expire by themselves."""
    path = "TimeToLiveSpecification.Enabled"
    if table.flag(path, default=default_of(table.type, path)):
        return met("items expire at the time that they carry", table.at(path))
    return gap("items stay until somebody deletes them", table.at(path), "low")
