"""Judges whether it is told which records of a stream were given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.sources_of_events import STREAMS, event_source_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::Lambda::EventSourceMapping", bears_on=(both("REL05-BP03"), both("serverless:rel_rel_q2_a1")))
def stream_failure_destination(mapping: Resource, _graph: Graph) -> Verdict:
    """Records of a stream that are given up are noted somewhere."""
    source = event_source_of(mapping)
    if source not in STREAMS:
        return not_applicable("it does not read a stream")
    path = "DestinationConfig.OnFailure.Destination"
    if mapping.present(path):
        return met("records that are given up are noted", mapping.at(path))
    return gap("nothing tells which records were given up", mapping.at())
