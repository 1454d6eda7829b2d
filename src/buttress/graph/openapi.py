"""The operations of an API that is declared as an OpenAPI (or Swagger) document in its `Body`.

Source: "Working with API Gateway extensions to OpenAPI" of the API Gateway Developer Guide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.values import NotKnown
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.location import Location
    from buttress.graph.view import View

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "x-amazon-apigateway-any-method")
INTEGRATION: Final = "x-amazon-apigateway-integration"
AUTHORIZER: Final = "x-amazon-apigateway-authorizer"


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """Reads one operation of an API.

    `path` is as declared (`/orders/{id}`), `method` in capitals, `ANY` for any; `body` reads the operation, `api` its
    API.
    """

    path: str
    method: str
    location: Location
    body: View
    api: View

    @property
    def integration_type(self) -> Any:  # noqa: ANN401 - a graph value
        """Give the integration's type (`aws_proxy`, `http`, `mock`…) as a value, `ABSENT` without one."""
        return self.body.get((INTEGRATION, "type"))

    @property
    def integration_uri(self) -> Any:  # noqa: ANN401 - a graph value
        """Give what the integration calls as a value, `ABSENT` where nothing is declared."""
        return self.body.get((INTEGRATION, "uri"))

    @property
    def timeout(self) -> Any:  # noqa: ANN401 - a graph value
        """Give the integration's timeout in milliseconds as a value, `ABSENT` where nothing is declared."""
        return self.body.get((INTEGRATION, "timeoutInMillis"))

    @property
    def security(self) -> bool:
        """Say whether the operation, else the document, declares `security` (an empty list is one that asks for
        nothing).
        """
        return self.body.present("security") or self.api.present("Body.security")

    @property
    def authorized_by(self) -> tuple[str, ...]:
        """Give the names of the security schemes that it asks for; raises `NotKnown` where the list is not wholly
        told.
        """
        own = self.body.present("security")
        alternatives = self.body.each("security") if own else self.api.each("Body.security")
        return tuple(name for alternative in alternatives for name, _ in alternative.members())


@dataclass(frozen=True, slots=True, eq=False)
class Scheme:
    """Holds one security scheme: its name, its `type` (`apiKey`, `oauth2`, …) and its authorizer's `uri` as graph
    values.
    """

    name: str
    type: Any
    authorizer_type: Any
    uri: Any
    location: Location
    body: View


def operations_of(api: View) -> Iterator[Operation]:
    """Give the operations of a RestApi's or HttpApi's `Body`, in its order; none where there is no body.

    Raises `NotKnown` where the body is elsewhere (`BodyS3Location`) or is not wholly told.
    """
    if api.present("BodyS3Location"):
        raise NotKnown("the API's document is in a bucket", api.at("BodyS3Location"))
    for path, item in api.members("Body.paths"):
        for key, operation in item.members():
            if key.lower() in METHODS:
                method = "ANY" if key.startswith("x-") else key.upper()
                yield Operation(path, method, operation.node.location, operation, api)


def schemes_of(api: View) -> Iterator[Scheme]:
    """Give the security schemes of an API's `Body`: `components.securitySchemes` and `securityDefinitions`."""
    for place in ("Body.components.securitySchemes", "Body.securityDefinitions"):
        for name, scheme in api.members(place):
            authorizer = scheme.get((AUTHORIZER, "type"))
            uri = scheme.get((AUTHORIZER, "authorizerUri"))
            yield Scheme(name, scheme.get("type"), authorizer, uri, scheme.node.location, scheme)
