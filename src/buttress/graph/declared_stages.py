"""The stages of an API that are declared beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.grouping import having
from buttress.graph.stages import DEPLOYMENT, STAGE
from buttress.graph.values import NotKnown, Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

HTTP_STAGE = "AWS::ApiGatewayV2::Stage"


def stages_of(api: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the stages of a REST, HTTP or WebSocket API; raises `NotKnown` where none is declared here."""
    found = tuple(having(graph, "stages by API", (STAGE, DEPLOYMENT, HTTP_STAGE), _apis, api.id))
    if not found:
        raise NotKnown("no stage of it is declared here, so its limits are not known", api.location)
    return found


def _apis(stage: Resource) -> Iterator[str]:
    """Give the id of the API that a stage, or a deployment that makes one, is of."""
    if stage.type == DEPLOYMENT and not stage.present("StageName"):
        return
    value = stage.get("ApiId" if stage.type == HTTP_STAGE else "RestApiId")
    if isinstance(value, Reference):
        yield value.resource.id


__all__ = ["stages_of"]
