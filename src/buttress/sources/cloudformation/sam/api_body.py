"""The body of a REST API: read, made of routes, and completed with what the API's properties say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import MAP, mapping
from buttress.sources.cloudformation.sam.api_auth import caller_credentials, route_security, with_auth, with_schemes
from buttress.sources.cloudformation.sam.code import DEFINITION, location_of
from buttress.sources.cloudformation.sam.cors import with_cors
from buttress.sources.cloudformation.sam.expansion import Unexpandable
from buttress.sources.cloudformation.sam.maker import changed, is_call, made, with_members, with_value
from buttress.sources.cloudformation.sam.openapi import (
    INTEGRATION,
    is_version_3,
    paths_of,
    rest_skeleton,
    with_conditional_paths,
    with_route,
)
from buttress.sources.cloudformation.sam.request import request_members, with_validators
from buttress.sources.cloudformation.sam.resource_policy import with_custom_statements, with_resource_policy
from buttress.sources.cloudformation.sam.shape import is_left_out, items, literal, member, members, text
from buttress.sources.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.expansion import Expansion, Source
    from buttress.sources.cloudformation.sam.maker import Value
    from buttress.sources.cloudformation.sam.route import Route

ENDPOINT: Final = "x-amazon-apigateway-endpoint-configuration"


def body_of(expansion: Expansion, source: Source) -> tuple[Node | None, Node | None]:
    """Give a REST API's body, or the place in S3 where it lies."""
    uri, body = source.get("DefinitionUri"), source.get("DefinitionBody")
    if uri is not None and body is None and not is_left_out(uri):
        return local_or_place(expansion, uri)
    routes = expansion.routes.get(source.id, [])
    cause = source.get("StageName") or source.node
    if body is None or is_left_out(body):
        body = _with_routes(expansion, source, rest_skeleton(source.get("OpenApiVersion"), cause), routes)
        body = with_conditional_paths(expansion, source.id, body, routes)
    elif literal(source.get("MergeDefinitions")) is True:
        body = _with_routes(expansion, source, body, routes)
    else:
        body = _with_overrides(body, source, routes)
    return (_completed(expansion, source, body) if body.kind == MAP else body), None


def local_or_place(expansion: Expansion, uri: Node) -> tuple[Node | None, Node | None]:
    """Give the content of a definition beside the template, or the place where it lies."""
    try:
        found = expansion.files.read(text(uri) or "", expansion.template.file) if text(uri) else None
    except SourceError as error:
        expansion.problems.append(error.problem)
        found = None
    return (found, None) if found is not None else (None, location_of(uri, DEFINITION))


def _with_routes(expansion: Expansion, source: Source, body: Node, routes: list[Route]) -> Node:
    auth = source.get("Auth")
    merged = source.get("MergeDefinitions") is not None
    seen: set[tuple[str, str, str | None]] = set()
    for route in routes:
        key = (route.path, route.method, route.condition)
        if key in seen:
            hint = "Only the first is deployed; SAM refuses the template."
            expansion.report(
                Unexpandable(f"{route.method} {route.path} of {source.id} is declared twice.", route.cause, hint)
            )
            continue
        seen.add(key)
        security, schemes = route_security(route, auth)
        version_3 = is_version_3(member(body, "openapi"))
        operation: dict[str, Value] = {
            **_with_credentials(route, auth),
            **request_members(route, version_3=version_3),
            "security": security or None,
        }
        body = with_schemes(with_route(body, route, operation, merged=merged), schemes, route.cause)
        body = with_validators(body, route)
    return _with_route_policies(source, body, routes)


def _with_credentials(route: Route, auth: Node | None) -> Mapping[str, Value]:
    integration = route.operation[INTEGRATION]
    credentials = caller_credentials(route, auth)
    if credentials is None or not isinstance(integration, dict) or integration.get("type") != "aws_proxy":
        return route.operation
    return {**route.operation, INTEGRATION: {**integration, "credentials": credentials}}


def _with_route_policies(source: Source, body: Node, routes: list[Route]) -> Node:
    stage = text(source.get("StageName")) or "Stage"
    for route in routes:
        policy = route.get("Auth", "ResourcePolicy")
        if policy is not None and policy.kind == MAP:
            body = with_custom_statements(with_resource_policy(body, policy, route.path, stage), policy)
    return body


def _with_overrides(body: Node, source: Source, routes: list[Route]) -> Node:
    """Set the security of those operations of a written body whose events override it."""
    for route in routes:
        if literal(route.get("Auth", "OverrideApiAuth")) is not True:
            continue
        security, schemes = route_security(route, source.get("Auth"))
        required = made(security, route.cause)
        if security and route.method in members(paths_of(body).get(route.path)):
            body = with_value(body, ["paths", route.path, route.method, "security"], required)
            body = with_schemes(body, schemes, route.cause)
    return body


def _completed(expansion: Expansion, source: Source, body: Node) -> Node:
    """Add to a body what the API's own properties say."""
    cors, auth, media = source.get("Cors"), source.get("Auth"), source.get("BinaryMediaTypes")
    version_3 = "swagger" not in members(body) and is_version_3(source.get("OpenApiVersion") or member(body, "openapi"))
    if cors is not None and not is_left_out(cors):
        body = with_cors(body, cors, version_3=version_3)
    if auth is not None and auth.kind == MAP:
        body = _with_policy(with_auth(expansion, body, auth), member(auth, "ResourcePolicy"), source.get("StageName"))
    body = _with_gateway_responses(body, source.get("GatewayResponses"))
    if media is not None:
        body = with_members(body, {"x-amazon-apigateway-binary-media-types": _media(media)})
    for name, model in members(source.get("Models")).items():
        body = with_value(body, ["definitions", name.lower()], model)
    body = _with_endpoint(body, source.get("DisableExecuteApiEndpoint"))
    return _as_version_3(body) if version_3 else body


def _with_policy(body: Node, policy: Node | None, stage: Node | None) -> Node:
    if policy is None or policy.kind != MAP:
        return body
    for path in paths_of(body):
        body = with_resource_policy(body, policy, path, stage)
    return with_custom_statements(body, policy)


def _media(media: Node) -> Node:
    if is_call(media):
        return media
    return made([made(str(text(one)).replace("~1", "/"), one) if text(one) else one for one in items(media)], media)


def _with_gateway_responses(body: Node, responses: Node | None) -> Node:
    prefixes = {"Headers": "header", "Paths": "path", "QueryStrings": "querystring"}
    for name, response in members(responses).items():
        parameters = {
            f"gatewayresponse.{prefix}.{key}": value
            for kind, prefix in prefixes.items()
            for key, value in members(member(response, "ResponseParameters", kind)).items()
        }
        status = member(response, "StatusCode")
        content: dict[str, Value] = {
            "responseParameters": parameters,
            "responseTemplates": member(response, "ResponseTemplates") or {},
            "statusCode": made(str(status.value), status)
            if status is not None and literal(status) is not None
            else status,
        }
        body = with_value(body, ["x-amazon-apigateway-gateway-responses", name], made(content, response))
    return body


def _with_endpoint(body: Node, disabled: Node | None) -> Node:
    if disabled is None:
        return body
    if not is_version_3(member(body, "openapi")):
        return changed(body, [ENDPOINT, "disableExecuteApiEndpoint"], lambda _: disabled, disabled)
    return with_server(body, disabled)


def with_server(body: Node, disabled: Node) -> Node:
    """Say in a body of version 3 whether the address that AWS gives an API is disabled."""
    servers = member(body, "servers")
    known = servers.value if servers is not None and isinstance(servers.value, list) else [mapping({}, disabled)]
    path = [ENDPOINT, "disableExecuteApiEndpoint"]
    return with_members(
        body, {"servers": made([changed(one, path, lambda _: disabled, disabled) for one in known], disabled)}
    )


def _as_version_3(body: Node) -> Node:
    """Move what version 3 of OpenAPI has under `components` there."""
    for old, new in (("securityDefinitions", "securitySchemes"), ("definitions", "schemas")):
        moved = member(body, old)
        if moved is not None:
            body = with_members(with_value(body, ["components", new], moved), {old: None})
    return body
