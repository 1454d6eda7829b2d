"""Events of APIs: the permission for API Gateway, and the route that the API's body gets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from buttress.graph.node import call
from buttress.sources.cloudformation.sam.expansion import Unexpandable
from buttress.sources.cloudformation.sam.maker import PARTITION, made, substituted
from buttress.sources.cloudformation.sam.openapi import ANY, PLACEHOLDER
from buttress.sources.cloudformation.sam.route import Route
from buttress.sources.cloudformation.sam.schedules import starting_role
from buttress.sources.cloudformation.sam.shape import is_true, literal, referred, text

if TYPE_CHECKING:
    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.event import Event
    from buttress.sources.cloudformation.sam.maker import Value

REST: Final = "ServerlessRestApi"
HTTP: Final = "ServerlessHttpApi"
LAMBDA_PATH: Final = "lambda:path/2015-03-31/functions/"
STREAMING_PATH: Final = "lambda:path/2021-11-15/functions/"


def api_of(event: Event, name: str, implicit: str) -> str:
    """Give the logical id of the API that an event is for; the implicit one where it names none.

    An API outside of the template has an id that is no logical id; it gets no route.
    """
    node = event.get(name)
    return implicit if node is None else referred(node) or text(node) or ""


def add_route(event: Event) -> None:
    """Add a route of a REST API."""
    path, method = _path(event), _method(event)
    api = api_of(event, "RestApiId", REST)
    stage = _stage(event, api)
    verb = "*" if method == "any" else method.upper()
    source = _execute_arn(event, f"/{verb}{_generalised(path)}", event.get("RestApiId"), REST, PARTITION)
    event.permit("apigateway.amazonaws.com", suffix=stage, SourceArn=source)
    streams = text(event.get("ResponseTransferMode")) == "RESPONSE_STREAM"
    integration: dict[str, Value] = {
        "type": "aws_proxy",
        "httpMethod": "POST",
        "uri": _invocation(event, PARTITION, streams=streams),
        "responseTransferMode": "STREAM" if streams else None,
        "timeoutInMillis": event.get("TimeoutInMillis"),
    }
    _add(event, api, path, method, integration, {})


def _stage(event: Event, api: str) -> str:
    """Give the suffix of the permission's id: the API's stage where its name is a literal."""
    source = event.expansion.sources.get(api)
    return "Prod" if source is None else text(source.get("StageName")) or "Stage"


def add_http_route(event: Event) -> None:
    """Add a route of an HTTP API; an event without path and method is the default route."""
    default = event.get("Path") is None and event.get("Method") is None
    path, method = ("$default", ANY) if default else (_path(event), _method(event))
    api = api_of(event, "ApiId", HTTP)
    place = "" if path == "$default" else re.sub("^(.+)/$", r"\1", path)
    verb = "*" if method in ("any", ANY) else method.upper()
    resource = _generalised(place) if method == "any" and place == "/$default" else f"/{verb}{_generalised(place)}"
    source = _execute_arn(event, resource, event.get("ApiId"), HTTP, "${AWS::Partition}")
    if path == "$default" or not _has_default_route(event, api):
        event.permit("apigateway.amazonaws.com", SourceArn=source)
    integration: dict[str, Value] = {
        "type": "aws_proxy",
        "httpMethod": "POST",
        "payloadFormatVersion": event.get("PayloadFormatVersion") or "2.0",
        "uri": _invocation(event, "${AWS::Partition}"),
        "timeoutInMillis": event.get("TimeoutInMillis"),
    }
    names = re.findall("{(.*?)}", path)
    operation: dict[str, Value] = {
        "isDefaultRoute": True if default else None,
        "parameters": [{"name": name, "in": "path", "required": True} for name in names] or None,
    }
    _add(event, api, path, method, integration, operation)


def _has_default_route(event: Event, api: str) -> bool:
    """Say whether the same function has the default route already, whose permission covers all."""
    mine = event.target.source.id
    return any(route.path == "$default" and route.owner == mine for route in event.expansion.routes.get(api, ()))


def add_state_machine_route(event: Event) -> None:
    """Add a route of a REST API that starts an execution, with the role to do so."""
    path, method = _path(event), _method(event)
    role = starting_role(event, "apigateway.amazonaws.com")
    integration: dict[str, Value] = {
        "type": "aws",
        "httpMethod": "POST",
        "uri": substituted("arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution", event.node),
        "responses": {"200": {"statusCode": "200"}, "400": {"statusCode": "400"}},
        "credentials": role,
        "requestTemplates": {"application/json": _request_template(event)},
    }
    responses = {"200": {"description": "OK"}, "400": {"description": "Bad Request"}}
    _add(event, api_of(event, "RestApiId", REST), path, method, integration, {"responses": responses})


def _request_template(event: Event) -> Node:
    escaped = "$util.escapeJavaScript($input.json('$'))"
    if is_true(event.get("UnescapeMappingTemplate")):
        escaped += '.replaceAll("\\\\\'","\'")'
    return substituted(f'{{"input": "{escaped}", "stateMachineArn": "${{{event.target.id}}}"}}', event.node)


def _add(  # noqa: PLR0913 - what a route is made of
    event: Event, api: str, path: str, method: str, integration: dict[str, Value], operation: dict[str, Value]
) -> None:
    route = Route(
        path=path,
        method=ANY if method == "any" else method,
        operation={"responses": {}, **operation, "x-amazon-apigateway-integration": integration},
        condition=event.target.source.condition,
        owner=event.target.source.id,
        event=event.properties,
        cause=event.node,
    )
    event.expansion.routes.setdefault(api, []).append(route)


def _path(event: Event) -> str:
    path = text(event.get("Path"))
    if path is None:
        raise Unexpandable(
            f"the event {event.name} of {event.target.source.id} has no literal Path.", event.get("Path") or event.node
        )
    return path


def _method(event: Event) -> str:
    method = event.get("Method")
    found = literal(method)
    if not isinstance(found, str):
        raise Unexpandable(
            f"the event {event.name} of {event.target.source.id} has no literal Method.", method or event.node
        )
    return found.lower()


def _generalised(path: str) -> str:
    """Give a path as the ARN of a permission has it: any value for each of its parameters."""
    return PLACEHOLDER.sub("*", re.sub("^(.+)/$", r"\1", path))


def _execute_arn(event: Event, resource: str, named: Node | None, implicit: str, partition: str) -> Node:
    api = named if named is not None else call("Ref", made(implicit, event.node), event.node)
    arn = f"arn:{partition}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{__ApiId__}}/${{__Stage__}}{resource}"
    return substituted(arn, event.node, __ApiId__=api, __Stage__="*")


def _invocation(event: Event, partition: str, *, streams: bool = False) -> Node:
    """Give the address at which API Gateway invokes the function."""
    target = f"${{{event.target.id}}}" if event.target.is_alias else f"${{{event.target.id}.Arn}}"
    path, ending = (STREAMING_PATH, "/response-streaming-invocations") if streams else (LAMBDA_PATH, "/invocations")
    return substituted(f"arn:{partition}:apigateway:${{AWS::Region}}:{path}{target}{ending}", event.node)
