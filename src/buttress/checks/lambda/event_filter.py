"""Judges whether a function is called for the events that it needs only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, supports

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Lambda::EventSourceMapping",
    bears_on=(supports("SUS02-BP06"), supports("serverless:rel_rel_q2_a3")),
    severity=("low", "a function that needs every event has nothing to filter"),
)
def event_filter(mapping: Resource, _graph: Graph) -> Verdict:
    """A function is called only for the events that it needs."""
    for _ in mapping.each("FilterCriteria.Filters"):
        return met("events that it does not need are left out", mapping.at("FilterCriteria.Filters"))
    return gap("every event calls it", mapping.at(), "low")
