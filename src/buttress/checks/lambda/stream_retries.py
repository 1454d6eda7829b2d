"""Judges whether one bad record holds up those behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.sources_of_events import STREAMS, event_source_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

LIMITS: Final = ("MaximumRetryAttempts", "MaximumRecordAgeInSeconds")
FOREVER: Final = -1
"""What both limits are by default: retry until the record expires. Source: CreateEventSourceMapping, Lambda API."""

REPORT: Final = "ReportBatchItemFailures"


@check(on="AWS::Lambda::EventSourceMapping", bears_on=(both("REL05-BP03"), both("serverless:rel_rel_q2_a1")))
def stream_retries(mapping: Resource, _graph: Graph) -> Verdict:
    """One record that cannot be processed does not hold up those behind it."""
    if event_source_of(mapping) not in STREAMS:
        return not_applicable("it does not read a stream")
    limit = next((path for path in LIMITS if mapping.number(path, default=FOREVER) != FOREVER), "")
    if not limit:
        return gap("one bad record holds up its shard until it expires", mapping.at())
    if mapping.flag("BisectBatchOnFunctionError", default=False) or mapping.has("FunctionResponseTypes", REPORT):
        return met("retries end, and a bad record is told apart from its batch", mapping.at(limit))
    return gap("retries end, but a bad record takes its whole batch with it", mapping.at(limit))
