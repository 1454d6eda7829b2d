"""`AWS::Serverless::HttpApi`: an HTTP API with its stage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import MAP, sequence
from buttress.sources.cloudformation.sam.api_auth import SIGNED, add_authorizer_permissions
from buttress.sources.cloudformation.sam.api_body import local_or_place, with_server
from buttress.sources.cloudformation.sam.domain import add_v2_domain
from buttress.sources.cloudformation.sam.maker import (
    PARTITION,
    changed,
    hashed,
    is_call,
    made,
    reference,
    substituted,
    with_items,
    with_members,
    with_value,
)
from buttress.sources.cloudformation.sam.openapi import (
    each_operation,
    http_skeleton,
    security_of,
    with_conditional_paths,
    with_route,
)
from buttress.sources.cloudformation.sam.shape import (
    each_branch,
    is_left_out,
    items,
    literal,
    member,
    members,
    referred,
    text,
)

if TYPE_CHECKING:
    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.expansion import Expansion, Source
    from buttress.sources.cloudformation.sam.maker import Value
    from buttress.sources.cloudformation.sam.route import Route

CREATED_BY: Final = "httpapi:createdBy"
STAGE: Final = ("AccessLogSettings", "DefaultRouteSettings", "RouteSettings", "StageVariables")
CONSUMED: Final = (
    *STAGE, "Auth", "CorsConfiguration", "DefinitionBody", "DefinitionUri", "Description", "DisableExecuteApiEndpoint",
    "Domain", "Name", "PropagateTags", "StageName", "Tags",
)  # fmt: skip
CORS: Final = {
    "AllowOrigins": "allowOrigins",
    "AllowHeaders": "allowHeaders",
    "AllowMethods": "allowMethods",
    "ExposeHeaders": "exposeHeaders",
    "MaxAge": "maxAge",
    "AllowCredentials": "allowCredentials",
}
IDENTITY: Final = {
    "Headers": "$request.header.",
    "QueryStrings": "$request.querystring.",
    "StageVariables": "$stageVariables.",
    "Context": "$context.",
}


def expand_http_api(expansion: Expansion, source: Source) -> None:
    """Make what SAM makes of an HTTP API."""
    uri, written = source.get("DefinitionUri"), source.get("DefinitionBody")
    if uri is not None and written is None and not is_left_out(uri):
        body, place = local_or_place(expansion, uri)
    else:
        body, place = _body(expansion, source, written), None
    properties: dict[str, Value] = {**source.without(*CONSUMED), "Body": body, "BodyS3Location": place}
    expansion.become(source, "AWS::ApiGatewayV2::Api", properties)
    add_authorizer_permissions(expansion, source)
    stage = _add_stage(expansion, source)
    expansion.aliases[f"{source.id}.Stage"] = stage
    add_v2_domain(expansion, source, stage, _tags(source) if place is None else {CREATED_BY: "SAM"})


def _add_stage(expansion: Expansion, source: Source) -> str:
    name = source.get("StageName")
    settings = {key: source.get(key) for key in STAGE}
    properties: dict[str, Value] = {
        **settings,
        "ApiId": reference(source.id, source.node),
        "AutoDeploy": True,
        "RouteSettings": _route_settings(expansion, source),
        "StageName": name or "$default",
        "Tags": _tags(source) if source.get("DefinitionUri") is None else source.get("Tags"),
    }
    written = "$default" if name is None else str(literal(name) or "")
    identity = f"{source.id}ApiGatewayDefaultStage" if written == "$default" else hashed(f"{source.id}Stage", written)
    identity = f"{source.id}{written}Stage" if written.isalnum() else identity
    return expansion.add(identity, "AWS::ApiGatewayV2::Stage", properties, name or source.node, source)


def _route_settings(expansion: Expansion, source: Source) -> Node | None:
    """Give the settings of routes, with those that events have for theirs."""
    settings = source.get("RouteSettings")
    for route in expansion.routes.get(source.id, []):
        own = route.get("RouteSettings")
        if own is not None:
            key = route.path if route.method.startswith("x-") else f"{route.method.upper()} {route.path}"
            base = settings if settings is not None else made({}, own)
            known = member(base, key)
            merged = own if known is None else with_members(known, dict(members(own)))
            settings = with_members(base, {key: merged})
    return settings


def _tags(source: Source) -> Node:
    tags = source.get("Tags")
    own = made({CREATED_BY: "SAM"}, source.node)
    return own if tags is None or tags.kind != MAP else with_members(tags, members(own))


def _body(expansion: Expansion, source: Source, written: Node | None) -> Node:
    routes = expansion.routes.get(source.id, [])
    body = written if written is not None and not is_left_out(written) else http_skeleton(source.node)
    for route in routes:
        operation: dict[str, Value] = {**route.operation, "security": _route_security(route, source.get("Auth"))}
        body = with_route(body, route, operation)
    if written is None or is_left_out(written):
        body = with_conditional_paths(expansion, source.id, body, routes)
    return _completed(expansion, source, body) if body.kind == MAP else body


def _route_security(route: Route, auth: Node | None) -> Value:
    own = route.get("Auth")
    if own is None or not members(own):
        return None
    name = text(member(own, "Authorizer")) or text(member(auth, "DefaultAuthorizer"))
    if name is None:
        return None
    scopes = member(own, "AuthorizationScopes") or member(auth, "Authorizers", name, "AuthorizationScopes")
    plain = name in ("NONE", "AWS_IAM") or scopes is None
    return made([{name: [] if plain else scopes}], own)


def _completed(expansion: Expansion, source: Source, body: Node) -> Node:
    cors = source.get("CorsConfiguration")
    if cors is not None and not is_left_out(cors) and literal(cors) is not False:
        body = _with_cors(body, cors)
    body = _with_auth(expansion, body, source.get("Auth"))
    for name, value in members(_tags(source)).items():
        body = with_members(body, {"tags": _tagged(member(body, "tags"), name, value)})
    disabled, title, described = source.get("DisableExecuteApiEndpoint"), source.get("Name"), source.get("Description")
    if disabled is not None:
        body = with_server(body, disabled)
    if title is not None and referred(member(body, "info", "title")) == "AWS::StackName":
        body = with_value(body, ["info", "title"], title)
    if described is not None:
        body = changed(body, ["info", "description"], lambda old: old or described, described)
    return _with_slash(body) if literal(source.get("FailOnWarnings")) is True else body


def _tagged(tags: Node | None, name: str, value: Node) -> Node:
    kept = [tag for tag in items(tags) if text(member(tag, "name")) != name]
    base = sequence(kept, tags) if tags is not None else None
    return with_items(base, [made({"name": name, "x-amazon-apigateway-tag-value": value}, value)], value)


def _with_slash(body: Node) -> Node:
    """Write the default route as a path, as API Gateway wants it where warnings fail."""
    paths = member(body, "paths")
    default = member(paths, "$default")
    if paths is None or default is None:
        return body
    return with_members(body, {"paths": with_members(paths, {"$default": None, "/$default": default})})


def _with_cors(body: Node, cors: Node) -> Node:
    return with_members(body, {"x-amazon-apigateway-cors": each_branch(cors, _allowed)})


def _allowed(cors: Node) -> Node:
    """Write what is allowed as API Gateway does."""
    if cors.kind != MAP:
        return cors if is_call(cors) else made({"allowOrigins": ["*"]}, cors)
    settings = {CORS.get(key, key): node for key, node in members(cors).items()}
    return made(
        {key: node for key, node in settings.items() if key != "allowCredentials" or literal(node) is True}, cors
    )


def _with_auth(expansion: Expansion, body: Node, auth: Node | None) -> Node:
    if auth is None or auth.kind != MAP:
        return body
    signed = member(auth, "EnableIamAuthorizer")
    schemes = {name: _scheme(node) for name, node in members(member(auth, "Authorizers")).items()}
    if signed is not None and literal(signed) is True:
        schemes = {"AWS_IAM": made(SIGNED, signed), **schemes}
    for name, scheme in schemes.items():
        body = with_value(body, ["components", "securitySchemes", name], scheme)
    default = member(auth, "DefaultAuthorizer")
    name = expansion.resolved(default) or ""
    if default is None or not name:
        return body
    scopes = member(auth, "Authorizers", name, "AuthorizationScopes")
    required = made([{name: scopes if scopes is not None else []}], default)
    return each_operation(body, lambda _, method, one: _by_default(method, one, required))


def _by_default(method: str, operation: Node, required: Node) -> Node:
    if method == "options" or security_of(operation):
        return operation
    return with_members(operation, {"security": required})


def _scheme(authorizer: Node) -> Node:
    jwt = member(authorizer, "JwtConfiguration")
    if jwt is None:
        return _custom(authorizer)
    described: dict[str, Value] = {
        "jwtConfiguration": {key.lower(): node for key, node in members(jwt).items()} or jwt,
        "identitySource": member(authorizer, "IdentitySource"),
        "type": "jwt",
    }
    return made({"type": "oauth2", "x-amazon-apigateway-authorizer": described}, authorizer)


def _custom(authorizer: Node) -> Node:
    uri = (
        f"arn:{PARTITION}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{__FunctionArn__}}/invocations"
    )
    role, identity = member(authorizer, "FunctionInvokeRole"), member(authorizer, "Identity")
    sources = [
        made(prefix + str(literal(one)), one)
        for name, prefix in IDENTITY.items()
        for one in items(member(identity, name))
    ]
    described: dict[str, Value] = {
        "type": "request",
        "authorizerUri": substituted(uri, authorizer, __FunctionArn__=member(authorizer, "FunctionArn")),
        "authorizerCredentials": None if text(role) == "NONE" else role,
        "authorizerResultTtlInSeconds": member(identity, "ReauthorizeEvery"),
        "identitySource": sources if identity is not None else None,
        "authorizerPayloadFormatVersion": member(authorizer, "AuthorizerPayloadFormatVersion"),
        "enableSimpleResponses": member(authorizer, "EnableSimpleResponses"),
    }
    return made(
        {"type": "apiKey", "name": "Unused", "in": "header", "x-amazon-apigateway-authorizer": described}, authorizer
    )
