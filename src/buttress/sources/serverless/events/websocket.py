"""`websocket` events: routes of one WebSocket API, and the API that they share.

Source: events/websocket of the Serverless Framework's documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import MAP, Node
from buttress.sources.cloudformation.sam.maker import attribute, reference
from buttress.sources.cloudformation.sam.shape import is_left_out, items, member, owner, text
from buttress.sources.serverless.events.invocation import invocation
from buttress.sources.serverless.naming import dashed, normalised
from buttress.sources.serverless.plain import is_false, is_open, not_written, switched

if TYPE_CHECKING:
    from buttress.sources.cloudformation.sam.maker import Json
    from buttress.sources.serverless.draft import Draft, Function

API: Final = "WebsocketsApi"
FORMAT: Final = (
    "$context.identity.sourceIp $context.requestTime $context.routeKey $context.connectionId $context.status"
)
"""What a line of an access log says where the file does not say it; only that there is one matters here."""


def websocket(draft: Draft, function: Function, node: Node) -> None:
    """Add the route of one `websocket` event."""
    route = member(node, "route") if node.kind == MAP else node
    written = text(route)
    if written is None:
        draft.not_read("event", f"a websocket event of {function.name} whose route is not known", node)
        return
    api = _api(draft, node)
    integration = f"{function.short}WebsocketsIntegration"
    properties: dict[str, Json] = {
        "ApiId": api,
        "IntegrationType": "AWS_PROXY",
        "IntegrationUri": invocation(function.target),
    }
    draft.add(integration, "AWS::ApiGatewayV2::Integration", properties, node)
    logical_id = f"{_route_name(written)}WebsocketsRoute"
    response = member(node, "routeResponseSelectionExpression")
    draft.add(
        logical_id,
        "AWS::ApiGatewayV2::Route",
        {
            "ApiId": api,
            "RouteKey": written,
            "AuthorizationType": "NONE",
            "RouteResponseSelectionExpression": response,
            "Target": {"Fn::Join": ["/", ["integrations", {"Ref": integration}]]},
            **_authorization(draft, api, node),
        },
        node,
    )
    if response is not None:
        reply: dict[str, Json] = {"ApiId": api, "RouteId": {"Ref": logical_id}, "RouteResponseKey": "$default"}
        draft.add(f"{logical_id}Response", "AWS::ApiGatewayV2::RouteResponse", reply, node)
    permission = f"{function.short}LambdaPermissionWebsockets"
    draft.permit(permission, function, "apigateway.amazonaws.com", node)
    connections: list[Json] = ["arn:", {"Ref": "AWS::Partition"}, ":execute-api:*:*:*/@connections/*"]
    if "websocket" not in draft.counts:
        draft.number("websocket")
        draft.allow(function, ["execute-api:ManageConnections"], [{"Fn::Join": ["", connections]}], node)


def _route_name(route: str) -> str:
    return normalised(route.replace("$", "S"))


def _api(draft: Draft, node: Node) -> Json:
    given = draft.setting("apiGateway", "websocketApiId")
    return given if given is not None else reference(API, node)


def _authorization(draft: Draft, api: Json, event: Node) -> dict[str, Json]:
    declared = member(event, "authorizer")
    if declared is None or is_left_out(declared):
        return {}
    if is_open(declared):
        return {"AuthorizationType": not_written(declared)}
    name = text(declared) or text(member(declared, "name"))
    if (name or "").upper() == "AWS_IAM":
        return {"AuthorizationType": "AWS_IAM"}
    arn = member(declared, "arn")
    if arn is None:
        known = draft.functions.get(name or "")
        arn = attribute(known.logical_id, "Arn", declared) if known is not None else declared
    short = normalised(name if name in draft.functions and name else owner(arn) or (text(arn) or "").rpartition(":")[2])
    logical_id = f"{short}WebsocketsAuthorizer"
    source = member(declared, "identitySource")
    draft.add(
        logical_id,
        "AWS::ApiGatewayV2::Authorizer",
        {
            "ApiId": api,
            "Name": name or short,
            "AuthorizerType": "REQUEST",
            "AuthorizerUri": invocation(arn),
            "IdentitySource": [*items(source)] if source is not None else ["route.request.header.Auth"],
        },
        declared,
    )
    draft.add(
        f"{short}LambdaPermissionWebsockets",
        "AWS::Lambda::Permission",
        {"FunctionName": arn, "Action": "lambda:InvokeFunction", "Principal": "apigateway.amazonaws.com"},
        declared,
    )
    return {"AuthorizationType": "CUSTOM", "AuthorizerId": reference(logical_id, declared)}


def add_websocket_api(draft: Draft) -> None:
    """Add the API that the routes of a service share, where it has any and names no other."""
    routes = {name: node for name, node in draft.resources.items() if name.endswith("WebsocketsRoute")}
    if not routes:
        return
    cause = next(iter(routes.values()))
    api = _api(draft, cause)
    logs = draft.setting("logs", "websocket")
    logged = logs is not None and not is_false(logs)
    if draft.setting("apiGateway", "websocketApiId") is None:
        draft.add(
            API,
            "AWS::ApiGatewayV2::Api",
            {
                "Name": draft.setting("websocketsApiName") or _name(draft, cause),
                "ProtocolType": "WEBSOCKET",
                "Description": draft.setting("websocketsDescription") or "Serverless Websockets",
                "RouteSelectionExpression": draft.setting("websocketsApiRouteSelectionExpression")
                or "$request.body.action",
            },
            cause,
        )
    deployment: dict[str, Json] = {"ApiId": api}
    draft.add("WebsocketsDeployment", "AWS::ApiGatewayV2::Deployment", deployment, cause, DependsOn=[*routes])
    draft.add(
        "WebsocketsDeploymentStage",
        "AWS::ApiGatewayV2::Stage",
        {
            "ApiId": api,
            "StageName": draft.stage,
            "DeploymentId": {"Ref": "WebsocketsDeployment"},
            "AccessLogSettings": _access_log(draft, logs) if logs is not None and logged else None,
            "DefaultRouteSettings": _route_settings(logs) if logs is not None and logged else None,
        },
        logs if logs is not None and logged else cause,
    )


def _name(draft: Draft, cause: Node) -> Node:
    declared = draft.setting("websocketsApiName")
    return declared if declared is not None else dashed((draft.stage, draft.service, "websockets"), cause)


def _access_log(draft: Draft, logs: Node) -> Json:
    if is_false(member(logs, "accessLogging")):
        return None
    group: Json = {"Fn::Join": ["", ["/aws/websocket/", draft.named(cause=logs)]]}
    properties: dict[str, Json] = {"LogGroupName": group, "RetentionInDays": draft.setting("logRetentionInDays")}
    draft.add("WebsocketsLogGroup", "AWS::Logs::LogGroup", properties, logs)
    form = member(logs, "format")
    arn = attribute("WebsocketsLogGroup", "Arn", logs)
    content: Json = {"DestinationArn": arn, "Format": form if form is not None else FORMAT}
    return switched(logs, content, {"Ref": "AWS::NoValue"})


def _route_settings(logs: Node) -> Json:
    if is_false(member(logs, "executionLogging")):
        return None
    level, full = member(logs, "level"), member(logs, "fullExecutionData")
    content: Json = {
        "LoggingLevel": level if level is not None else "INFO",
        "DataTraceEnabled": full if full is not None else True,
    }
    return switched(logs, content, {"Ref": "AWS::NoValue"})
