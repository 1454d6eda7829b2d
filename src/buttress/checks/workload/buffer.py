"""Judges whether peaks wait or are held back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, met, missing, not_applicable
from buttress.graph.brakes import brakes
from buttress.graph.consumers import pollers
from buttress.graph.functions import asynchronous_callers

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph


BUFFERS: Final = ("AWS::SQS::Queue", "AWS::Kinesis::Stream")
FUNCTION: Final = "AWS::Lambda::Function"
DOORS: Final = (
    "AWS::ApiGateway::RestApi",
    "AWS::ApiGatewayV2::Api",
    "AWS::AppSync::GraphQLApi",
    "AWS::Lambda::Url",
)


@check(
    on="workload",
    bears_on=(
        both("COST09-BP02"),
        both("SUS02-BP06"),
    ),
    absence="workload",
    severity=("low", "work that somebody waits for cannot stand in a queue"),
)
def buffer(graph: Graph) -> Verdict:
    """Peaks wait in a queue, or are held back, before they reach those who do the work."""
    for store in graph.of_type(*BUFFERS):
        if pollers(store, graph):
            return met(f"{store.logical_id} holds work until it is taken", store.location)
    for function in graph.of_type(FUNCTION):
        if asynchronous_callers(function, graph):
            return met(f"Lambda holds events until {function.logical_id} takes them", function.location, "medium")
    for place in brakes(graph):
        return met("a stage takes as many requests a second as somebody decided", place)
    for door in graph.of_type(*DOORS):
        return missing("all work is done the moment it is asked for", door.location, "low")
    return not_applicable("no API takes in requests here")
