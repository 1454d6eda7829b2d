"""`http` events: methods of one REST API.

Source: events/apigateway and guides/resources of the Serverless Framework's documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import MAP, Node, scalar
from buttress.graph.values import Unresolved
from buttress.sources.cloudformation.sam.maker import attribute, reference
from buttress.sources.cloudformation.sam.shape import is_left_out, items, member, members, text
from buttress.sources.serverless.events.invocation import API, invocation
from buttress.sources.serverless.events.rest_authorizers import authorization
from buttress.sources.serverless.naming import path_name
from buttress.sources.serverless.plain import is_false, is_true, literal, not_written

if TYPE_CHECKING:
    from buttress.sources.cloudformation.sam.maker import Json
    from buttress.sources.serverless.draft import Draft, Function

TYPES: Final = {
    "aws": "AWS",
    "aws-proxy": "AWS_PROXY",
    "aws_proxy": "AWS_PROXY",
    "http": "HTTP",
    "http-proxy": "HTTP_PROXY",
    "http_proxy": "HTTP_PROXY",
    "lambda": "AWS",
    "lambda-proxy": "AWS_PROXY",
    "lambda_proxy": "AWS_PROXY",
    "mock": "MOCK",
}
METHODS: Final = ("ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")


def http(draft: Draft, function: Function, node: Node) -> None:
    """Add the method of one `http` event."""
    method, path = _method_and_path(node)
    if method is None or path is None:
        draft.not_read("event", f"an http event of {function.name} whose path is not known", node)
        return
    api = _api(draft, node)
    resource = _resource(draft, path, node)
    name = f"ApiGatewayMethod{path_name(path)}{method.capitalize()}"
    settings = authorization(draft, node)
    request = member(node, "request")
    draft.add(
        name,
        "AWS::ApiGateway::Method",
        {
            "RestApiId": api,
            "ResourceId": resource,
            "HttpMethod": method,
            "ApiKeyRequired": member(node, "private") or False,
            **settings,
            "RequestParameters": _parameters(request),
            "RequestValidatorId": _validator(draft, request, api),
            "RequestModels": _models(draft, request, name, api),
            "Integration": _integration(function, node),
        },
        node,
        Condition=function.own("condition"),
    )
    draft.permit(
        f"{function.short}LambdaPermissionApiGateway",
        function,
        "apigateway.amazonaws.com",
        node,
        SourceArn={"Fn::Join": ["", [*_execute(api), "/*/*"]]},
    )
    cors = member(node, "cors")
    if cors is not None and not is_false(cors) and not is_left_out(cors):
        _preflight(draft, path, resource, api, cors)


def _method_and_path(node: Node) -> tuple[str | None, str | None]:
    """Give the method and the path, from a map or a text such as `GET users/{id}`."""
    if node.kind == MAP:
        method, path = literal(member(node, "method")), member(node, "path")
        written = text(path) if path is not None else None
    else:
        method, _, written = (text(node) or "").partition(" ")
    upper = str(method).upper()
    upper = "ANY" if upper == "*" else upper
    return (upper if upper in METHODS else None), (written.strip("/ ") if written is not None else None)


def _api(draft: Draft, node: Node) -> Json:
    given = draft.setting("apiGateway", "restApiId")
    return given if given is not None else reference(API, node)


def _resource(draft: Draft, path: str, node: Node) -> Json:
    """Give the id of the resource of a path, adding it and those that it is below."""
    api = _api(draft, node)
    root = draft.setting("apiGateway", "restApiRootResourceId")
    if root is None:
        outside = draft.setting("apiGateway", "restApiId") is not None
        unknown = scalar(Unresolved("the root of an API that is elsewhere", node.location), node)
        root = unknown if outside else attribute(API, "RootResourceId", node)
    parent: Json = root
    below = ""
    for part in [part for part in path.split("/") if part][:50]:
        below = f"{below}/{part}" if below else part
        logical_id = f"ApiGatewayResource{path_name(below)}"
        properties: dict[str, Json] = {"RestApiId": api, "ParentId": parent, "PathPart": part}
        draft.add(logical_id, "AWS::ApiGateway::Resource", properties, node)
        parent = {"Ref": logical_id}
    return parent


def _execute(api: Json) -> list[Json]:
    """Give the parts of the ARN by which an API is invoked."""
    return [
        "arn:",
        {"Ref": "AWS::Partition"},
        ":execute-api:",
        {"Ref": "AWS::Region"},
        ":",
        {"Ref": "AWS::AccountId"},
        ":",
        api,
    ]


def _integration(function: Function, node: Node) -> Json:
    declared = (text(member(node, "integration")) or "").lower()
    asynchronous = is_true(member(node, "async"))
    kind = TYPES.get(declared, "AWS" if asynchronous else "AWS_PROXY")
    if kind == "MOCK":
        return {"Type": kind}
    content: dict[str, Json] = {"Type": kind, "IntegrationHttpMethod": "POST"}
    if kind.startswith("HTTP"):
        request = member(node, "request")
        content["Uri"] = member(request, "uri") or ""
        content["IntegrationHttpMethod"] = member(request, "method") or member(node, "method") or "POST"
        link = member(node, "connectionId")
        if link is not None:
            content |= {"ConnectionType": "VPC_LINK", "ConnectionId": link}
        return content
    content["Uri"] = invocation(function.target)
    if asynchronous:
        content["RequestParameters"] = {"integration.request.header.X-Amz-Invocation-Type": "'Event'"}
    wait = member(node, "timeoutInMillis")
    if wait is not None:
        content["TimeoutInMillis"] = wait
    return content


def _parameters(request: Node | None) -> Json:
    """Give the parameters of a request and whether they are required."""
    places = {"paths": "path", "headers": "header", "querystrings": "querystring"}
    found: dict[str, Json] = {}
    for key, place in places.items():
        for name, value in members(member(request, "parameters", key)).items():
            required = member(value, "required") if value.kind == MAP else value
            found[f"method.request.{place}.{name}"] = required if required is not None else True
    return found or None


def _schemas(request: Node | None) -> dict[str, Node]:
    """Give the schemas of a request by content type; the old `schema` and the new `schemas`."""
    return {**members(member(request, "schema")), **members(member(request, "schemas"))}


def _validator(draft: Draft, request: Node | None, api: Json) -> Json:
    schemas = _schemas(request)
    if request is None or not schemas:
        return None
    properties: dict[str, Json] = {"RestApiId": api, "ValidateRequestBody": True, "ValidateRequestParameters": True}
    draft.add("ApiGatewayRequestValidator", "AWS::ApiGateway::RequestValidator", properties, request)
    return {"Ref": "ApiGatewayRequestValidator"}


def _models(draft: Draft, request: Node | None, name: str, api: Json) -> Json:
    found: dict[str, Json] = {}
    for kind, schema in _schemas(request).items():
        key = text(schema)
        shared = draft.setting("apiGateway", "request", "schemas", key) if key is not None else None
        declared = shared if shared is not None else schema
        logical_id = f"{name}{path_name(kind)}Model"
        properties: dict[str, Json] = {
            "RestApiId": api,
            "ContentType": kind,
            "Schema": member(declared, "schema") or declared,
            "Name": member(declared, "name"),
        }
        draft.add(logical_id, "AWS::ApiGateway::Model", properties, schema)
        found[kind] = {"Ref": logical_id}
    return found or None


def _preflight(draft: Draft, path: str, resource: Json, api: Json, cors: Node) -> None:
    """Add the method that answers what browsers ask before a request."""
    origin = member(cors, "origin") or next(iter(items(member(cors, "origins"))), None)
    headers: dict[str, Json] = {"method.response.header.Access-Control-Allow-Origin": True}
    known = origin is None or text(origin) is not None
    answer: Json = f"'{text(origin) or '*'}'" if origin is None or known else not_written(origin)
    response: Json = {
        "StatusCode": "200",
        "ResponseParameters": {"method.response.header.Access-Control-Allow-Origin": answer},
    }
    draft.add(
        f"ApiGatewayMethod{path_name(path)}Options",
        "AWS::ApiGateway::Method",
        {
            "RestApiId": api,
            "ResourceId": resource,
            "HttpMethod": "OPTIONS",
            "AuthorizationType": "NONE",
            "MethodResponses": [{"StatusCode": "200", "ResponseParameters": headers}],
            "Integration": {"Type": "MOCK", "IntegrationResponses": [response]},
        },
        cors,
    )
