"""Limits that somebody chose for how many requests a second a workload takes in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.selection import such
from buttress.graph.stages import STAGES, settings_for_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.location import Location

RATE: Final = "ThrottlingRateLimit"
HTTP_STAGE: Final = "AWS::ApiGatewayV2::Stage"


def brakes(graph: Graph) -> Iterator[Location]:
    """Give the places of limits for all methods or routes of a stage; raises `NotKnown` at the end where one could
    have one.
    """
    for stage in such(graph, lambda stage: next(settings_for_all(stage, RATE), None) is not None, *STAGES):
        yield next(settings_for_all(stage, RATE)).at(RATE)
    path = f"DefaultRouteSettings.{RATE}"
    for stage in such(graph, lambda stage: stage.present(path), HTTP_STAGE):
        yield stage.at(path)
