"""`AWS::Serverless::WebSocketApi`: an API with one integration and route for each kind of message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import call
from buttress.sources.cloudformation.sam.domain import add_v2_domain
from buttress.sources.cloudformation.sam.maker import made, reference, substituted
from buttress.sources.cloudformation.sam.shape import literal, member, members, text

if TYPE_CHECKING:
    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.expansion import Expansion, Source
    from buttress.sources.cloudformation.sam.maker import Value

CREATED_BY: Final = "websocketapi:createdBy"
STAGE: Final = ("AccessLogSettings", "DefaultRouteSettings", "RouteSettings", "StageVariables")
CONSUMED: Final = (*STAGE, "Auth", "Domain", "PropagateTags", "Routes", "StageName", "Tags")
INVOCATION: Final = "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"


def expand_websocket_api(expansion: Expansion, source: Source) -> None:
    """Make what SAM makes of a WebSocket API."""
    tags: dict[str, Value] = {**members(source.get("Tags")), CREATED_BY: "SAM"}
    properties: dict[str, Value] = {
        **source.without(*CONSUMED),
        "Name": source.get("Name") or source.id,
        "ProtocolType": "WEBSOCKET",
        "Tags": tags,
    }
    expansion.become(source, "AWS::ApiGatewayV2::Api", properties)
    routes = [_add_route(expansion, source, key, route) for key, route in members(source.get("Routes")).items()]
    stage = _add_stage(expansion, source, routes)
    expansion.aliases[f"{source.id}.Stage"] = stage
    _add_authorizer(expansion, source)
    add_v2_domain(expansion, source, stage, {CREATED_BY: "SAM"})


def _add_stage(expansion: Expansion, source: Source, routes: list[str]) -> str:
    name = source.get("StageName")
    written = "default" if name is None else text(name) or ""
    properties: dict[str, Value] = {
        **{key: source.get(key) for key in STAGE},
        "ApiId": reference(source.id, source.node),
        "AutoDeploy": True,
        "StageName": name or "default",
        "Tags": {CREATED_BY: "SAM"},
    }
    identity = f"{source.id}{'Default' if written == 'default' else written}Stage"
    attributes = {"DependsOn": routes} if source.get("RouteSettings") is not None else {}
    return expansion.add(identity, "AWS::ApiGatewayV2::Stage", properties, name or source.node, source, attributes)


def _add_route(expansion: Expansion, source: Source, key: str, route: Node) -> str:
    prefix = source.id + key.removeprefix("$").capitalize()
    function, api = member(route, "FunctionArn"), reference(source.id, route)
    integration: dict[str, Value] = {
        "ApiId": api,
        "IntegrationType": "AWS_PROXY",
        "IntegrationUri": substituted(INVOCATION + "${FunctionArn}/invocations", route, FunctionArn=function),
        "TimeoutInMillis": member(route, "IntegrationTimeout"),
    }
    expansion.add(f"{prefix}Integration", "AWS::ApiGatewayV2::Integration", integration, route, source)
    _add_permission(expansion, source, key, route, f"{prefix}Permission")
    own = {name: node for name, node in members(route).items() if name not in ("FunctionArn", "IntegrationTimeout")}
    target = call("Fn::Join", made(["/", ["integrations", reference(f"{prefix}Integration", route)]], route), route)
    properties: dict[str, Value] = {
        **own,
        **_authorization(source, key, route),
        "ApiId": api,
        "RouteKey": key,
        "Target": target,
    }
    return expansion.add(f"{prefix}Route", "AWS::ApiGatewayV2::Route", properties, route, source)


def _authorization(source: Source, key: str, route: Node) -> dict[str, Value]:
    auth = source.get("Auth")
    if auth is None or key != "$connect":
        return {}
    custom = text(member(auth, "AuthType")) == "CUSTOM"
    return {
        "AuthorizationType": member(auth, "AuthType"),
        "AuthorizerId": reference(f"{source.id}ConnectAuthorizer", route) if custom else None,
    }


def _add_permission(expansion: Expansion, source: Source, key: str, route: Node, name: str) -> None:
    arn = f"arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{{source.id}.ApiId}}/"
    stage = source.get("StageName")
    written = "default" if stage is None else literal(stage)
    if isinstance(written, str):
        where = substituted(f"{arn}{written}/{key}", route)
    else:
        where = substituted(f"{arn}${{__StageName__}}/{key}", route, __StageName__=stage)
    _permit(expansion, source, name, member(route, "FunctionArn"), where, route)


def _permit(  # noqa: PLR0913 - what a permission joins
    expansion: Expansion, source: Source, name: str, function: Node | None, where: Node, cause: Node
) -> None:
    properties: dict[str, Value] = {
        "Action": "lambda:InvokeFunction",
        "FunctionName": function,
        "Principal": "apigateway.amazonaws.com",
        "SourceArn": where,
    }
    expansion.add(name, "AWS::Lambda::Permission", properties, cause, source)


def _add_authorizer(expansion: Expansion, source: Source) -> None:
    auth = source.get("Auth")
    function = member(auth, "AuthArn")
    if auth is None or function is None or text(member(auth, "AuthType")) != "CUSTOM":
        return
    name, role = f"{source.id}ConnectAuthorizer", member(auth, "InvokeRole")
    properties: dict[str, Value] = {
        "ApiId": reference(source.id, auth),
        "AuthorizerCredentialsArn": role,
        "AuthorizerType": "REQUEST",
        "AuthorizerUri": substituted(INVOCATION + "${AuthArn}/invocations", auth, AuthArn=function),
        "IdentitySource": member(auth, "IdentitySource"),
        "Name": member(auth, "Name") or name,
    }
    expansion.add(name, "AWS::ApiGatewayV2::Authorizer", properties, auth, source)
    if role is None:
        arn = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*"
        where = substituted(arn, auth, __ApiId__=reference(source.id, auth))
        _permit(expansion, source, f"{source.id}AuthorizerPermission", function, where, auth)
