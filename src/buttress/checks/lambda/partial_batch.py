"""Judges whether one failing message sends its whole batch back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable, sets, supports
from buttress.facts.service_defaults import default_of
from buttress.graph.sources_of_events import STREAMS, event_source_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Lambda::EventSourceMapping",
    bears_on=(supports("REL05-BP03"), both("serverless:rel_rel_q2_a1")),
    fix=sets(
        {"FunctionResponseTypes": ("ReportBatchItemFailures",)},
        unsafe="a function that answers in another form has its whole batch sent back",
    ),
)
def partial_batch(mapping: Resource, _graph: Graph) -> Verdict:
    """Only what failed of a batch comes back."""
    source = event_source_of(mapping)
    if source not in ("sqs", *STREAMS):
        return not_applicable("a batch from this source fails or succeeds as a whole")
    if mapping.number("BatchSize", default=default_of(mapping.type, "BatchSize", source)) == 1:
        return not_applicable("a batch is one message")
    if mapping.has("FunctionResponseTypes", "ReportBatchItemFailures"):
        return met("the function says which messages failed", mapping.at("FunctionResponseTypes"))
    return gap("when one message fails, its whole batch is processed again", mapping.at("FunctionResponseTypes"))
