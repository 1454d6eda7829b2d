"""Judges whether the capacity of a stream follows its load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met
from buttress.facts.service_defaults import default_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Kinesis::Stream",
    bears_on=(both("COST09-BP03"), both("REL07-BP01"), both("REL07-BP03"), both("SUS02-BP01")),
    severity=("medium", "a steady load is cheaper with shards of a fixed number"),
)
def stream_mode(stream: Resource, _graph: Graph) -> Verdict:
    """The capacity of a stream follows its load."""
    path = "StreamModeDetails.StreamMode"
    if stream.text(path, default=default_of(stream.type, path)) == "ON_DEMAND":
        return met("capacity follows the load", stream.at(path))
    return gap("the stream takes what its shards take, and refuses the rest", stream.at(path), "medium")
