"""What an event of a REST API says about requests: their model, their parameters, and whether they are validated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.sources.cloudformation.sam.maker import changed, made
from buttress.sources.cloudformation.sam.openapi import INTEGRATION
from buttress.sources.cloudformation.sam.shape import items, literal, members, text

if TYPE_CHECKING:
    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.maker import Value
    from buttress.sources.cloudformation.sam.route import Route

VALIDATORS: Final = {
    (True, True): "body-and-params",
    (True, False): "body-only",
    (False, True): "params-only",
    (False, False): "no-validation",
}
"""The names of validators, by whether they validate the body and the parameters."""


def request_members(route: Route, *, version_3: bool) -> dict[str, Value]:
    """Give the members of an operation that speak of its requests."""
    parameters: list[Value] = []
    found: dict[str, Value] = {}
    model, required = route.get("RequestModel", "Model"), route.get("RequestModel", "Required")
    name = (text(model) or "").lower()
    if model is not None and name:
        schema: dict[str, Value] = {"$ref": f"#/components/schemas/{name}" if version_3 else f"#/definitions/{name}"}
        if version_3:
            found["requestBody"] = made(
                {"content": {"application/json": {"schema": schema}}, "required": required}, model
            )
        else:
            parameters.append(made({"in": "body", "name": name, "schema": schema, "required": required}, model))
        found["x-amazon-apigateway-request-validator"] = _validator(route)
    cached = _add_parameters(route, parameters)
    if parameters:
        found["parameters"] = parameters
    integration = route.operation[INTEGRATION]
    if cached and isinstance(integration, dict):
        found[INTEGRATION] = {**integration, "cacheKeyParameters": cached}
    return found


def _add_parameters(route: Route, parameters: list[Value]) -> list[Value]:
    """Add the parameters of the request, and give the names of those that are cached by."""
    cached: list[Value] = []
    for one in items(route.get("RequestParameters")):
        for name, settings in (members(one) or {text(one) or "": one}).items():
            place, _, key = name.removeprefix("method.request.").partition(".")
            place = "query" if place == "querystring" else place
            required = members(settings).get("Required")
            parameters.append(
                made({"in": place, "name": key, "required": required or False, "type": "string"}, settings)
            )
            if literal(members(settings).get("Caching")) is True:
                cached.append(made(name, settings))
    return cached


def _wanted(route: Route) -> tuple[bool, bool] | None:
    body, parameters = route.get("RequestModel", "ValidateBody"), route.get("RequestModel", "ValidateParameters")
    if body is None and parameters is None:
        return None
    return literal(body) is True, literal(parameters) is True


def _validator(route: Route) -> str | None:
    wanted = _wanted(route)
    return None if wanted is None else VALIDATORS[wanted]


def with_validators(body: Node, route: Route) -> Node:
    """Declare the validator that a route uses."""
    wanted = _wanted(route)
    if wanted is None or route.get("RequestModel", "Model") is None:
        return body
    declared = made({"validateRequestBody": wanted[0], "validateRequestParameters": wanted[1]}, route.cause)
    path = ["x-amazon-apigateway-request-validators", VALIDATORS[wanted]]
    return changed(body, path, lambda old: old or declared, route.cause)
