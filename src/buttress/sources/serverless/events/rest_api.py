"""The REST API that `http` events share: the API itself, its deployment, stage, logs, keys and usage plans.

Source: events/apigateway, guides/serverless.yml and guides/resources of the Serverless Framework's documentation. The
framework puts logs, tracing and tags on the stage when it has deployed; here they stand on `ApiGatewayStage`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import Node, call, scalar, sequence
from buttress.sources.cloudformation.sam.maker import attribute, made_of_json, reference, tags_of
from buttress.sources.cloudformation.sam.shape import items, member, members, text
from buttress.sources.serverless.events.invocation import API
from buttress.sources.serverless.events.rest_authorizers import keys_of
from buttress.sources.serverless.naming import dashed
from buttress.sources.serverless.plain import each_choice, is_false, is_true, switched

if TYPE_CHECKING:
    from buttress.sources.cloudformation.sam.maker import Json
    from buttress.sources.serverless.draft import Draft

FORMAT: Final = (
    "requestId: $context.requestId, ip: $context.identity.sourceIp, requestTime: $context.requestTime, "
    "httpMethod: $context.httpMethod, resourcePath: $context.resourcePath, status: $context.status"
)
"""What a line of an access log says where the file does not say it; only that there is one matters here."""
NOTHING: Final[Json] = {"Ref": "AWS::NoValue"}
STAGE: Final = "ApiGatewayStage"
DEPLOYMENT: Final = "ApiGatewayDeployment"
SERVICE_FIRST: Final = 3
"""The major version since which names of APIs begin with the service (`shouldStartNameWithService`)."""


def add_rest_api(draft: Draft) -> None:
    """Add what the methods of a service share, where it has any."""
    methods = [name for name in draft.resources if name.startswith("ApiGatewayMethod") and not name.endswith("Model")]
    if not methods:
        return
    cause = draft.resources[methods[0]]
    given = draft.setting("apiGateway", "restApiId")
    if given is None:
        _add_api(draft, cause)
    api: Json = given if given is not None else reference(API, cause)
    draft.add(DEPLOYMENT, "AWS::ApiGateway::Deployment", {"RestApiId": api}, cause, DependsOn=[*methods])
    _add_stage(draft, api, cause)
    _add_keys(draft, api, cause)


def _add_api(draft: Draft, cause: Node) -> None:
    settings = draft.setting("apiGateway")
    kind = draft.setting("endpointType") or member(settings, "endpoint", "type")
    policy = draft.setting("apiGateway", "resourcePolicy") or draft.setting("resourcePolicy")
    endpoints = draft.setting("vpcEndpointIds") or member(settings, "endpoint", "vpcEndpointIds")
    draft.add(
        API,
        "AWS::ApiGateway::RestApi",
        {
            "Name": draft.setting("apiName") or _name(draft, cause),
            "EndpointConfiguration": _endpoint(kind, endpoints),
            "Policy": {"Version": "2012-10-17", "Statement": policy} if policy is not None else None,
            "MinimumCompressionSize": member(settings, "minimumCompressionSize"),
            "BinaryMediaTypes": member(settings, "binaryMediaTypes"),
            "ApiKeySourceType": member(settings, "apiKeySourceType"),
            "DisableExecuteApiEndpoint": member(settings, "disableDefaultEndpoint"),
            "Tags": _tags(draft, cause),
        },
        kind or policy or settings or cause,
    )


def _endpoint(kind: Node | None, endpoints: Node | None) -> Json:
    """Give the kind of endpoint that somebody chose; the framework's default is that of API Gateway, `EDGE`."""
    if kind is None and endpoints is None:
        return None
    return {"Types": [each_choice(kind, _upper)] if kind is not None else None, "VpcEndpointIds": endpoints}


def _upper(node: Node) -> Node:
    value = text(node)
    return scalar(value.upper(), node) if value is not None else node


def _name(draft: Draft, cause: Node) -> Node:
    declared = draft.setting("apiGateway", "shouldStartNameWithService")
    first = draft.major >= SERVICE_FIRST if declared is None else is_true(declared)
    parts = (draft.service, draft.stage) if first else (draft.stage, draft.service)
    return dashed(parts, cause)


def _tags(draft: Draft, cause: Node) -> Json:
    merged = {**members(draft.setting("stackTags")), **members(draft.setting("tags"))}
    return [*tags_of(made_of_json({**merged}, cause))] if merged else None


def _add_stage(draft: Draft, api: Json, cause: Node) -> None:
    """Add the stage with what the provider says about its logs and traces."""
    logs, tracing = draft.setting("logs", "restApi"), draft.setting("tracing", "apiGateway")
    metrics = draft.setting("apiGateway", "metrics")
    place = logs if logs is not None and not is_false(logs) else tracing if tracing is not None else metrics
    draft.add(
        STAGE,
        "AWS::ApiGateway::Stage",
        {
            "RestApiId": api,
            "DeploymentId": reference(DEPLOYMENT, cause),
            "StageName": draft.setting("apiGateway", "stage") or draft.stage,
            "Description": draft.setting("apiGateway", "description"),
            "TracingEnabled": tracing,
            "AccessLogSetting": _access_log(draft, logs) if logs is not None and not is_false(logs) else None,
            "MethodSettings": _method_settings(logs, metrics),
            "Tags": _tags(draft, cause),
        },
        place if place is not None else cause,
    )


def _access_log(draft: Draft, logs: Node) -> Json:
    if is_false(member(logs, "accessLogging")):
        return None
    name = made_of_json({"Fn::Join": ["", ["/aws/api-gateway/", draft.named(cause=logs)]]}, logs)
    properties: dict[str, Json] = {"LogGroupName": name, "RetentionInDays": draft.setting("logRetentionInDays")}
    draft.add("ApiGatewayLogGroup", "AWS::Logs::LogGroup", properties, logs)
    form = member(logs, "format")
    arn = attribute("ApiGatewayLogGroup", "Arn", logs)
    return switched(logs, {"DestinationArn": arn, "Format": form if form is not None else FORMAT}, NOTHING)


def _method_settings(logs: Node | None, metrics: Node | None) -> Json:
    content: dict[str, Json] = {"HttpMethod": "*", "ResourcePath": "/*"}
    if metrics is not None:
        content["MetricsEnabled"] = metrics
    if logs is None or is_false(logs):
        return [content] if metrics is not None else None
    level, full = member(logs, "level"), member(logs, "fullExecutionData")
    quiet = is_false(member(logs, "executionLogging"))
    logged: dict[str, Json] = {
        "LoggingLevel": "OFF" if quiet else level if level is not None else "INFO",
        "DataTraceEnabled": False if quiet else full if full is not None else True,
    }
    return switched(logs, [{**content, **logged}], [content] if metrics is not None else NOTHING)


def _add_keys(draft: Draft, api: Json, cause: Node) -> None:
    """Add the keys of the API and the usage plans (`apiKeys`, `usagePlan`), of one group or of several."""
    declared = draft.setting("apiGateway", "apiKeys") or draft.setting("apiKeys")
    plan = draft.setting("apiGateway", "usagePlan") or draft.setting("usagePlan")
    keys = keys_of(declared)
    plans: dict[str, Node] = {}
    for one in items(plan):
        groups = {name: value for name, value in members(one).items() if name not in ("quota", "throttle")}
        plans |= groups or {"": one}
    for number, (group, key) in enumerate(keys, start=1):
        name = member(key, "name") or (key if text(key) is not None or not members(key) else None)
        logical_id = f"ApiGatewayApiKey{group.capitalize()}{number}"
        draft.add(
            logical_id,
            "AWS::ApiGateway::ApiKey",
            {
                "Enabled": member(key, "enabled") or True,
                "Name": name,
                "Description": member(key, "description"),
                "CustomerId": member(key, "customerId"),
                "Value": member(key, "value"),
                "StageKeys": [{"RestApiId": api, "StageName": reference(STAGE, key)}],
            },
            key,
        )
        link: dict[str, Json] = {
            "KeyId": reference(logical_id, key),
            "KeyType": "API_KEY",
            "UsagePlanId": reference(f"ApiGatewayUsagePlan{group.capitalize()}", key),
        }
        draft.add(f"ApiGatewayUsagePlanKey{group.capitalize()}{number}", "AWS::ApiGateway::UsagePlanKey", link, key)
    for group in sorted({*plans, *(group for group, _ in keys)}):
        _add_plan(draft, api, group, plans.get(group), declared if declared is not None else cause)


def _add_plan(draft: Draft, api: Json, group: str, plan: Node | None, cause: Node) -> None:
    quota, throttle = member(plan, "quota"), member(plan, "throttle")
    names = {
        "limit": "Limit",
        "offset": "Offset",
        "period": "Period",
        "burstLimit": "BurstLimit",
        "rateLimit": "RateLimit",
    }
    settings: dict[str, Json] = {
        key: {names[name]: value for name, value in members(node).items() if name in names}
        for key, node in (("Quota", quota), ("Throttle", throttle))
        if node is not None
    }
    stage = call("Ref", made_of_json(STAGE, cause), cause)
    draft.add(
        f"ApiGatewayUsagePlan{group.capitalize()}",
        "AWS::ApiGateway::UsagePlan",
        {
            "UsagePlanName": draft.named(*([group] if group else []), cause=cause),
            "ApiStages": sequence([made_of_json({"ApiId": api, "Stage": stage}, cause)], cause),
            **settings,
        },
        plan if plan is not None else cause,
    )
