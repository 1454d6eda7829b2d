"""Judges whether somebody is told when a function falls behind its stream."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing, not_applicable
from buttress.graph.alarms import watching
from buttress.graph.functions import function_of
from buttress.graph.sources_of_events import STREAMS, event_source_of, stream_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Lambda::EventSourceMapping",
    bears_on=(both("REL06-BP01"), both("REL11-BP01"), both("serverless:ops_ops_q1_a1")),
    absence="workload",
)
def iterator_age_alarm(mapping: Resource, graph: Graph) -> Verdict:
    """Somebody is told when a function falls behind its stream."""
    if event_source_of(mapping) not in STREAMS:
        return not_applicable("it does not read a stream")
    for alarm in watching(function_of(mapping, graph), graph, frozenset({"IteratorAge"})):
        return met("an alarm on the age of its records tells somebody", alarm.location)
    for stream in stream_of(mapping):
        for alarm in watching(stream, graph, frozenset({"GetRecords.IteratorAgeMilliseconds"})):
            return met("an alarm on the age of the stream's records tells somebody", alarm.location)
    return missing("nobody is told when it falls behind, until records expire unread", mapping.at())
