"""Judges whether a full queue can overrun what stands behind a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable, supports
from buttress.graph.functions import function_of, subnets_of
from buttress.graph.sources_of_events import event_source_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::Lambda::EventSourceMapping", bears_on=(supports("REL05-BP02"), both("serverless:rel_rel_q1_a3")))
def maximum_concurrency(mapping: Resource, graph: Graph) -> Verdict:
    """A full queue cannot overrun what stands behind the function.

    Source: "Lambda parameters for Amazon SQS event source mappings", Lambda Developer Guide: a provisioned poller calls
    the function up to ten times at once; provisioned mode and a maximum concurrency exclude each other.
    """
    if event_source_of(mapping) != "sqs":
        return not_applicable("its source limits how many calls run at once")
    function = function_of(mapping, graph)
    if not subnets_of(function):
        return not_applicable("the function reaches nothing in a VPC that it could overrun")
    limit = "ScalingConfig.MaximumConcurrency"
    if mapping.present(limit):
        return met("the queue calls it a limited number of times at once", mapping.at(limit))
    pollers = "ProvisionedPollerConfig.MaximumPollers"
    if mapping.present(pollers):
        return met("the pollers that call it are limited, ten calls each", mapping.at(pollers))
    if function.present("ReservedConcurrentExecutions"):
        return met("the function itself is limited", function.at("ReservedConcurrentExecutions"))
    return gap("a full queue calls it up to 1,250 times at once", mapping.at())
