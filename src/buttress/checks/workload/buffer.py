"""Judges whether a queue or stream stands between those who ask and the work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import check, met, missing, not_applicable, supports
from buttress.graph.consumers import pollers

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph

BUFFERS: Final = ("AWS::SQS::Queue", "AWS::Kinesis::Stream")
WORKERS: Final = ("AWS::Lambda::Function", "AWS::ECS::Service", "AWS::AutoScaling::AutoScalingGroup")


@check(
    on="workload",
    bears_on=(supports("COST09-BP02"), supports("SUS02-BP06")),
    absence="workload",
    severity=("low", "work that somebody waits for cannot stand in a queue"),
)
def buffer(graph: Graph) -> Verdict:
    """Work that may wait is taken in through a queue or stream, and done at a steady pace."""
    for store in graph.of_type(*BUFFERS):
        if pollers(store, graph):
            return met(f"{store.logical_id} holds work until it is taken", store.location)
    for worker in graph.of_type(*WORKERS):
        return missing("all work is done the moment it is asked for", worker.location, "low")
    return not_applicable("nothing here does work")
