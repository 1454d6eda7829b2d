"""Judges whether a function is called for several events at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, sets, supports
from buttress.facts.service_defaults import default_of
from buttress.graph.sources_of_events import STREAMS, event_source_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Lambda::EventSourceMapping",
    bears_on=(supports("COST09-BP02"), supports("PERF02-BP05"), supports("serverless:perf_perf_q1_a2")),
    severity=("low", "it saves calls; nobody waits longer without it"),
    fix=sets({"MaximumBatchingWindowInSeconds": 1}, unsafe="a record may wait for a second until it is taken"),
)
def batch_window(mapping: Resource, _graph: Graph) -> Verdict:
    """A function is called for several events at once."""
    source = event_source_of(mapping)
    if mapping.number("BatchSize", default=default_of(mapping.type, "BatchSize", source)) <= 1:
        return gap("it is called for each event", mapping.at("BatchSize"))
    window = "MaximumBatchingWindowInSeconds"
    if source in STREAMS and mapping.number(window, default=default_of(mapping.type, window, source)) == 0:
        return gap("it is called as soon as there is one record", mapping.at(window))
    return met("it is called for several events at once", mapping.at("BatchSize"))
