"""`httpApi` events: routes of one HTTP API, and the API that they share.

Source: events/http-api of the Serverless Framework's documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import MAP, Node
from buttress.sources.cloudformation.sam.maker import attribute, reference
from buttress.sources.cloudformation.sam.shape import is_left_out, items, member, members, owner, text
from buttress.sources.serverless.events.invocation import invocation
from buttress.sources.serverless.functions import HEADERS
from buttress.sources.serverless.naming import dashed, normalised, path_name
from buttress.sources.serverless.plain import is_false, is_open, is_true, literal, not_written, switched, word

if TYPE_CHECKING:
    from buttress.sources.cloudformation.sam.maker import Json
    from buttress.sources.serverless.draft import Draft, Function

API: Final = "HttpApi"
STAGE: Final = "HttpApiStage"
FORMAT: Final = '{ "requestId": "$context.requestId", "routeKey": "$context.routeKey", "status": "$context.status" }'
"""What a line of an access log says where the file does not say it; only that there is one matters here."""
_CORS: Final = {
    "allowCredentials": "AllowCredentials",
    "allowedHeaders": "AllowHeaders",
    "allowedMethods": "AllowMethods",
    "allowedOrigins": "AllowOrigins",
    "exposedResponseHeaders": "ExposeHeaders",
    "maxAge": "MaxAge",
}


def http_api(draft: Draft, function: Function, node: Node) -> None:
    """Add the route of one `httpApi` event."""
    method, path = _method_and_path(node)
    if path is None:
        draft.not_read("event", f"an httpApi event of {function.name} whose path is not known", node)
        return
    key = "$default" if path == "*" else f"{method} {path}"
    api = _api(draft, node)
    integration = f"HttpApiIntegration{function.short}"
    payload = member(draft.config, "functions", function.name, "httpApi", "payload")
    version = payload or draft.setting("httpApi", "payload") or ("2.0" if draft.major > 1 else "1.0")
    properties: dict[str, Json] = {
        "ApiId": api,
        "IntegrationType": "AWS_PROXY",
        "IntegrationUri": function.target,
        "PayloadFormatVersion": version,
    }
    draft.add(integration, "AWS::ApiGatewayV2::Integration", properties, node)
    name = "Default" if path == "*" else f"{'Any' if method == 'ANY' else method.capitalize()}{path_name(path)}"
    draft.add(
        f"HttpApiRoute{name}",
        "AWS::ApiGatewayV2::Route",
        {
            "ApiId": api,
            "RouteKey": key,
            "Target": {"Fn::Join": ["/", ["integrations", {"Ref": integration}]]},
            **_authorization(draft, api, node),
        },
        node,
    )
    execute: list[Json] = ["arn:", {"Ref": "AWS::Partition"}, ":execute-api:", {"Ref": "AWS::Region"}, ":"]
    source: Json = {"Fn::Join": ["", [*execute, {"Ref": "AWS::AccountId"}, ":", api, "/*"]]}
    permission = f"{function.short}LambdaPermissionHttpApi"
    draft.permit(permission, function, "apigateway.amazonaws.com", node, SourceArn=source)


def _method_and_path(node: Node) -> tuple[str, str | None]:
    if node.kind == MAP:
        method, path = str(literal(member(node, "method")) or "ANY"), text(member(node, "path"))
    else:
        first, _, rest = (text(node) or "").partition(" ")
        method, path = (first, rest.strip()) if rest else ("ANY", "*" if first == "*" else None)
    return ("ANY" if method == "*" else method.upper()), path


def _api(draft: Draft, node: Node) -> Json:
    given = draft.setting("httpApi", "id")
    return given if given is not None else reference(API, node)


def _authorization(draft: Draft, api: Json, event: Node) -> dict[str, Json]:
    """Give the authorization of a route: by name of one that the provider declares, by id, or by IAM."""
    declared = member(event, "authorizer")
    if declared is None or is_left_out(declared):
        return {}
    if is_open(declared):
        return {"AuthorizationType": not_written(declared)}
    name = text(declared) or text(member(declared, "name"))
    kind = word(member(declared, "type"))
    if kind == "aws_iam" or (name or "").lower() == "aws_iam":
        return {"AuthorizationType": "AWS_IAM"}
    scopes = member(declared, "scopes")
    identifier = member(declared, "id")
    if identifier is not None:
        return {"AuthorizationType": "CUSTOM" if kind == "request" else "JWT", "AuthorizerId": identifier,
                "AuthorizationScopes": scopes}  # fmt: skip
    settings = draft.setting("httpApi", "authorizers", name or "")
    if name is None or settings is None:
        return {"AuthorizationType": "JWT"}
    request = str(literal(member(settings, "type")) or "jwt").lower() == "request"
    logical_id = f"HttpApiAuthorizer{normalised(name)}"
    _add_authorizer(draft, api, logical_id, name, settings, request=request)
    return {
        "AuthorizationType": "CUSTOM" if request else "JWT",
        "AuthorizerId": reference(logical_id, declared),
        "AuthorizationScopes": scopes,
    }


def _add_authorizer(  # noqa: PLR0913 - an authorizer: of what, its name, what it is
    draft: Draft, api: Json, logical_id: str, name: str, settings: Node, *, request: bool
) -> None:
    source = member(settings, "identitySource")
    shared: dict[str, Json] = {"ApiId": api, "Name": member(settings, "name") or name}
    if not request:
        jwt: Json = {"Issuer": member(settings, "issuerUrl"), "Audience": [*items(member(settings, "audience"))]}
        sources: Json = [source] if source is not None else ["$request.header.Authorization"]
        properties = {**shared, "AuthorizerType": "JWT", "IdentitySource": sources, "JwtConfiguration": jwt}
        draft.add(logical_id, "AWS::ApiGatewayV2::Authorizer", properties, settings)
        return
    named = text(member(settings, "functionName"))
    arn = member(settings, "functionArn")
    if arn is None and named in draft.functions and named is not None:
        arn = attribute(draft.functions[named].logical_id, "Arn", settings)
    draft.add(
        logical_id,
        "AWS::ApiGatewayV2::Authorizer",
        {
            **shared,
            "AuthorizerType": "REQUEST",
            "AuthorizerUri": invocation(arn) if arn is not None else None,
            "AuthorizerPayloadFormatVersion": member(settings, "payloadVersion") or "2.0",
            "AuthorizerResultTtlInSeconds": member(settings, "resultTtlInSeconds"),
            "EnableSimpleResponses": member(settings, "enableSimpleResponses"),
            "IdentitySource": [*items(source)] or None,
        },
        settings,
    )
    if arn is not None:
        short = normalised(named or owner(arn) or name)
        draft.add(
            f"{short}LambdaPermissionHttpApiAuthorizer",
            "AWS::Lambda::Permission",
            {"FunctionName": arn, "Action": "lambda:InvokeFunction", "Principal": "apigateway.amazonaws.com"},
            settings,
        )


def add_http_api(draft: Draft) -> None:
    """Add the API that the routes of a service share, where it has any and names no other."""
    routes = [node for name, node in draft.resources.items() if name.startswith("HttpApiRoute")]
    if not routes or draft.setting("httpApi", "id") is not None:
        return
    cause, settings = routes[0], draft.setting("httpApi")
    tags = {**members(draft.setting("stackTags")), **members(draft.setting("tags"))}
    draft.add(
        API,
        "AWS::ApiGatewayV2::Api",
        {
            "Name": member(settings, "name") or _name(draft, cause),
            "ProtocolType": "HTTP",
            "CorsConfiguration": _cors(member(settings, "cors"), routes),
            "DisableExecuteApiEndpoint": member(settings, "disableDefaultEndpoint"),
            "Tags": {**tags} if tags and settings is not None and member(settings, "useProviderTags") else None,
        },
        settings if settings is not None else cause,
    )
    logs = draft.setting("logs", "httpApi")
    metrics = member(settings, "metrics")
    logged = logs is not None and not is_false(logs)
    draft.add(
        STAGE,
        "AWS::ApiGatewayV2::Stage",
        {
            "ApiId": reference(API, cause),
            "StageName": "$default",
            "AutoDeploy": True,
            "DefaultRouteSettings": {"DetailedMetricsEnabled": metrics if metrics is not None else False},
            "AccessLogSettings": _access_log(draft, logs) if logs is not None and logged else None,
        },
        logs if logs is not None and logged else settings if settings is not None else cause,
    )


def _name(draft: Draft, cause: Node) -> Node:
    declared = draft.setting("httpApi", "shouldStartNameWithService")
    first = draft.major > 2 if declared is None else declared.value is True  # noqa: PLR2004 - since version 3
    return dashed((draft.service, draft.stage) if first else (draft.stage, draft.service), cause)


def _access_log(draft: Draft, logs: Node) -> Json:
    group: Json = {"Fn::Join": ["", ["/aws/http-api/", draft.named(cause=logs)]]}
    properties: dict[str, Json] = {"LogGroupName": group, "RetentionInDays": draft.setting("logRetentionInDays")}
    draft.add("HttpApiLogGroup", "AWS::Logs::LogGroup", properties, logs)
    form = member(logs, "format")
    arn = attribute("HttpApiLogGroup", "Arn", logs)
    content: Json = {"DestinationArn": arn, "Format": form if form is not None else FORMAT}
    return switched(logs, content, {"Ref": "AWS::NoValue"})


def _cors(cors: Node | None, routes: list[Node]) -> Json:
    """Give the CORS settings: all origins and the methods of the routes, but for what is said."""
    if cors is None or is_false(cors) or is_left_out(cors):
        return None
    if cors.kind != MAP and not is_true(cors):
        return not_written(cors)
    methods = {str(literal(member(route, "Properties", "RouteKey"))).partition(" ")[0] for route in routes}
    known = ["*"] if methods & {"ANY", "$default"} else ["OPTIONS", *sorted(methods - {"OPTIONS"})]
    content: dict[str, Json] = {"AllowOrigins": ["*"], "AllowHeaders": [*HEADERS], "AllowMethods": [*known]}
    return {**content, **{_CORS[key]: value for key, value in members(cors).items() if key in _CORS}}
