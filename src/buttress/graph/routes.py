"""Routes and integrations of HTTP and WebSocket APIs, read like the operations of any API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.facts.service_defaults import default_of
from buttress.graph.apis import ASYNCHRONOUS, ROUTE, V2_INTEGRATION, Entry, belonging, described_of
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.location import Location
    from buttress.graph.resource import Resource

CONNECT: Final = "$connect"


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Reads a route, an integration, or the one route that the `Target` of an HTTP API makes.

    `api` is the API that it belongs to, `resource` what declares it.
    """

    api: Resource
    resource: Resource

    @property
    def name(self) -> str:
        """Give the route key, else the logical id."""
        return self.resource.text("RouteKey", default=self.resource.logical_id)

    @property
    def location(self) -> Location:
        """Give the place: that of the target where the API itself makes the route."""
        return self.resource.at("Target") if self.resource.id == self.api.id else self.resource.location

    @property
    def preflight(self) -> bool:
        """See `Entry`."""
        return self.name.startswith("OPTIONS ")

    @property
    def asks_who(self) -> bool:
        """Say whether it has an authorization type; none is `NONE`."""
        return self.resource.text("AuthorizationType", default="NONE") != "NONE"

    @property
    def waits(self) -> float:
        """See `Entry`."""
        path = "TimeoutInMillis"
        kind = "WEBSOCKET" if is_websocket(self.api) else "HTTP"
        return self.resource.number(path, default=default_of(V2_INTEGRATION, path, kind))

    @property
    def asynchronous(self) -> bool:
        """See `Entry`."""
        return bool(self.resource.get(("RequestParameters", ASYNCHRONOUS)) == "'Event'")


def is_websocket(api: Resource) -> bool:
    """Say whether an API speaks WebSocket; without a protocol it is described by a document, as only HTTP APIs are."""
    return api.text("ProtocolType", default="HTTP") == "WEBSOCKET"


def opens_connection(entry: Entry) -> bool:
    """Say whether an entry is the one that clients of a WebSocket API connect by."""
    return entry.name == CONNECT


def entries_of(api: Resource, graph: Graph) -> Iterator[Entry]:
    """Give the routes of an HTTP or WebSocket API; raises `NotKnown` at the end where there may be more."""
    yield from described_of(api)
    if api.present("Target"):
        yield Part(api, api)
    for route in belonging(ROUTE, "ApiId", api, graph):
        yield Part(api, route)


def integrations_of(api: Resource, graph: Graph) -> Iterator[Entry]:
    """Give the integrations of an HTTP or WebSocket API; raises `NotKnown` at the end where there may be more."""
    yield from described_of(api)
    if api.present("Target"):
        yield Part(api, api)
    for integration in belonging(V2_INTEGRATION, "ApiId", api, graph):
        yield Part(api, integration)
