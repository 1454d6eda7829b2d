"""Judges whether somebody is told when a stream is read too late or refuses records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, met, missing
from buttress.graph.alarms import watching
from buttress.graph.consumers import functions_that_take

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

METRICS: Final = frozenset(
    {
        "GetRecords.IteratorAgeMilliseconds",
        "PutRecord.Success",
        "PutRecords.FailedRecords",
        "PutRecords.ThrottledRecords",
        "ReadProvisionedThroughputExceeded",
        "SubscribeToShardEvent.MillisBehindLatest",
        "WriteProvisionedThroughputExceeded",
    }
)
"""Source: "Monitor the Amazon Kinesis Data Streams service with Amazon CloudWatch", Developer Guide."""


@check(
    on="AWS::Kinesis::Stream",
    bears_on=(both("REL06-BP01"), both("REL11-BP01"), both("serverless:ops_ops_q1_a1")),
    absence="workload",
    severity=("medium", "records wait for a day at least before they are lost"),
)
def alarm(stream: Resource, graph: Graph) -> Verdict:
    """Somebody is told when a stream is read too late or refuses records."""
    for alarm in watching(stream, graph, METRICS):
        return met(f"an alarm on {alarm.detail} tells somebody", alarm.location)
    for consumer in functions_that_take(stream, graph):
        for alarm in watching(consumer.declared, graph, frozenset({"IteratorAge"})):
            return met("an alarm on the age of what a function reads tells somebody", alarm.location)
    return missing("nobody is told when it is read too late or refuses records", stream.at())
