"""What callers can ask of an API, however it is declared: as a document, or as methods, routes and integrations.

Sources: "API Gateway extensions to OpenAPI" and "Control access to REST APIs" of the API Gateway Developer Guide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from buttress.facts.service_defaults import default_of
from buttress.graph.openapi import INTEGRATION, operations_of, schemes_of
from buttress.graph.selection import such
from buttress.graph.values import NotKnown, Reference, some
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.facts.service_defaults import Default
    from buttress.graph.graph import Graph
    from buttress.graph.location import Location
    from buttress.graph.openapi import Operation
    from buttress.graph.resource import Resource
    from buttress.graph.view import View

METHOD: Final = "AWS::ApiGateway::Method"
ROUTE: Final = "AWS::ApiGatewayV2::Route"
V2_INTEGRATION: Final = "AWS::ApiGatewayV2::Integration"

WAIT: Final = "Integration.TimeoutInMillis"
AUTHTYPE: Final = "x-amazon-apigateway-authtype"
AUTH: Final = "x-amazon-apigateway-auth"
VALIDATOR: Final = "x-amazon-apigateway-request-validator"
ASYNCHRONOUS: Final = "integration.request.header.X-Amz-Invocation-Type"
INCLUDES: Final = (("Body", "Fn::Transform"), ("Body", "paths", "Fn::Transform"))
"""Where a document includes parts beside its own; what comes from there may replace them."""
BRINGS_INPUT: Final = ("POST", "PUT", "PATCH")
CACHEABLE: Final = ("ANY", "GET")
"""Source: "Cache settings for REST APIs in API Gateway": by default, only the answers to `GET` are kept."""


class Entry(Protocol):
    """Reads one thing that callers can ask of an API; everything raises `NotKnown` where it is not told."""

    @property
    def name(self) -> str:
        """Give what people call it: `GET /orders`, or the logical id of a method or route."""

    @property
    def location(self) -> Location:
        """Give the place that declares it."""

    @property
    def preflight(self) -> bool:
        """Say whether it answers the browser's question before a request (`OPTIONS`), which carries no credentials."""

    @property
    def asks_who(self) -> bool:
        """Say whether an authorizer (IAM, a user pool, a token, a function) finds out who calls."""

    @property
    def waits(self) -> float:
        """Give how long API Gateway waits for the integration, in milliseconds."""

    @property
    def asynchronous(self) -> bool:
        """Say whether the integration starts its function and does not wait for it."""


class RestEntry(Entry, Protocol):
    """Reads one thing that callers can ask of a REST API, which can ask for keys and validate requests."""

    @property
    def asks_key(self) -> bool:
        """Say whether callers need an API key."""

    @property
    def brings_input(self) -> bool:
        """Say whether its method usually has a body."""

    @property
    def validated(self) -> bool:
        """Say whether API Gateway validates the request before anything behind it runs."""

    @property
    def cacheable(self) -> bool:
        """Say whether a cache keeps its answers unless told otherwise."""


@dataclass(frozen=True, slots=True, eq=False)
class Described:
    """Reads an operation of the API's document."""

    operation: Operation
    default_wait: Default

    @property
    def name(self) -> str:
        """Give method and path."""
        return f"{self.operation.method} {self.operation.path}"

    @property
    def location(self) -> Location:
        """Give the place of the operation."""
        return self.operation.location

    @property
    def preflight(self) -> bool:
        """See `Entry`."""
        return self.operation.method == "OPTIONS"

    @property
    def asks_who(self) -> bool:
        """Say whether a scheme that it asks for has an authorizer; a scheme without one is documentation only."""
        if self.operation.body.get((AUTH, "type")) == "AWS_IAM":
            return True
        asked = self.operation.authorized_by
        return some(schemes_of(self.operation.api), lambda scheme: scheme.name in asked and finds_out_who(scheme.body))

    @property
    def asks_key(self) -> bool:
        """Say whether a scheme that it asks for is the header of API keys."""
        asked = self.operation.authorized_by
        return some(schemes_of(self.operation.api), lambda scheme: scheme.name in asked and is_api_key(scheme.body))

    @property
    def brings_input(self) -> bool:
        """See `Entry`."""
        return self.operation.method in BRINGS_INPUT

    @property
    def cacheable(self) -> bool:
        """See `RestEntry`."""
        return self.operation.method in CACHEABLE

    @property
    def validated(self) -> bool:
        """Say whether the operation, else the document, names a request validator."""
        own = self.operation.body.get((VALIDATOR,)) or self.operation.api.get(("Body", VALIDATOR))
        return bool(own)

    @property
    def waits(self) -> float:
        """See `Entry`."""
        return self.operation.body.number((INTEGRATION, "timeoutInMillis"), default=self.default_wait)

    @property
    def asynchronous(self) -> bool:
        """See `Entry`."""
        return bool(self.operation.body.get((INTEGRATION, "requestParameters", ASYNCHRONOUS)) == "'Event'")


@dataclass(frozen=True, slots=True, eq=False)
class Method:
    """Reads a method of a REST API that is a resource of its own."""

    resource: Resource

    @property
    def name(self) -> str:
        """Give the logical id."""
        return self.resource.logical_id

    @property
    def location(self) -> Location:
        """Give the resource's line."""
        return self.resource.location

    @property
    def preflight(self) -> bool:
        """See `Entry`."""
        return bool(self.resource.get("HttpMethod") == "OPTIONS")

    @property
    def asks_who(self) -> bool:
        """Say whether it has an authorization type; none is `NONE`."""
        return self.resource.text("AuthorizationType", default="NONE") != "NONE"

    @property
    def asks_key(self) -> bool:
        """See `Entry`."""
        return self.resource.flag("ApiKeyRequired", default=False)

    @property
    def brings_input(self) -> bool:
        """See `Entry`."""
        return self.resource.text("HttpMethod") in BRINGS_INPUT

    @property
    def cacheable(self) -> bool:
        """See `RestEntry`."""
        return self.resource.text("HttpMethod") in CACHEABLE

    @property
    def validated(self) -> bool:
        """See `Entry`."""
        return self.resource.present("RequestValidatorId")

    @property
    def waits(self) -> float:
        """See `Entry`."""
        return self.resource.number(WAIT, default=default_of(METHOD, WAIT))

    @property
    def asynchronous(self) -> bool:
        """See `Entry`."""
        return bool(self.resource.get(("Integration", "RequestParameters", ASYNCHRONOUS)) == "'Event'")


def finds_out_who(scheme: View) -> bool:
    """Say whether API Gateway makes an authorizer of a security scheme: it names IAM, or a function, pool or issuer."""
    return scheme.present((AUTHTYPE,)) or scheme.present(("x-amazon-apigateway-authorizer",))


def is_api_key(scheme: View) -> bool:
    """Say whether a security scheme is the header in which API Gateway looks for API keys."""
    return bool(scheme.get("type") == "apiKey" and scheme.text("name", default="").lower() == "x-api-key")


def _operations(api: Resource) -> Iterator[Operation]:
    """Give the operations of an API's document; raises `NotKnown` where a part of it is included from elsewhere."""
    for place in INCLUDES:
        if api.present(place):
            raise NotKnown("a part of the API's document is included from elsewhere", api.at(place))
    yield from operations_of(api)


def entries_of(api: Resource, graph: Graph) -> Iterator[RestEntry]:
    """Give what callers can ask of a REST API; raises `NotKnown` at the end where there may be more."""
    default: Any = default_of(METHOD, WAIT)
    for operation in _operations(api):
        yield Described(operation, default)
    for method in belonging(METHOD, "RestApiId", api, graph):
        yield Method(method)


def described_of(api: Resource) -> Iterator[Entry]:
    """Give the operations of the document of an HTTP API."""
    default: Any = default_of(V2_INTEGRATION, "TimeoutInMillis", "HTTP")
    for operation in _operations(api):
        yield Described(operation, default)


def belonging(kind: str, path: str, api: Resource, graph: Graph) -> Iterator[Resource]:
    """Give the resources of a type that name an API at a path; raises `NotKnown` at the end where more may do so."""
    return such(graph, lambda part: part.get(path) == Reference(api, "Ref"), kind)
