"""What the framework makes of a function itself: the function, its log group, version, alias, URL and invoke settings.

Source: guides/functions, guides/serverless.yml and guides/resources of the Serverless Framework's documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import LIST, MAP, SCALAR, Node, scalar, sequence
from buttress.graph.tool_defaults import KEY
from buttress.graph.values import written
from buttress.sources.cloudformation.sam.maker import attribute, reference
from buttress.sources.cloudformation.sam.shape import is_left_out, items, member, members, text
from buttress.sources.serverless.draft import Draft, Function
from buttress.sources.serverless.function_settings import code_of, setting, settings_of
from buttress.sources.serverless.plain import is_false, is_true, not_written

if TYPE_CHECKING:
    from buttress.sources.cloudformation.sam.maker import Json


def add_function(draft: Draft, function: Function) -> None:
    """Add a function and what belongs to it."""
    name = name_of(draft, function)
    log_group = _add_log_group(draft, function, name)
    depends = [scalar(log_group, function.node)] if log_group else []
    draft.add(
        function.logical_id,
        "AWS::Lambda::Function",
        {**code_of(draft, function), "FunctionName": name, **settings_of(draft, function)},
        function.node,
        DependsOn=sequence([*depends, *items(function.own("dependsOn"))], function.node),
        Condition=function.own("condition"),
        Metadata=_defaults(draft, function),
    )
    _add_version(draft, function)
    _add_url(draft, function)
    _add_invoke_settings(draft, function)


def _defaults(draft: Draft, function: Function) -> Json:
    """Tell which settings are the framework's own defaults."""
    names = {"memorySize": "MemorySize", "timeout": "Timeout"}
    unset: list[Json] = [name for key, name in names.items() if setting(draft, function, key) is None]
    return {KEY: unset} if unset else None


def name_of(draft: Draft, function: Function) -> Node:
    """Give a function's name: its own, else service, stage and key."""
    return function.own("name") or draft.named(function.name, cause=function.node)


def _add_log_group(draft: Draft, function: Function, name: Node) -> str | None:
    """Add the log group of a function, unless it has none of its own."""
    if is_true(function.own("disableLogs")) or "logGroup" in members(function.own("logs")):
        return None
    logical_id = f"{function.short}LogGroup"
    draft.add(
        logical_id,
        "AWS::Logs::LogGroup",
        {
            "LogGroupName": _joined("/aws/lambda/", name),
            "RetentionInDays": setting(draft, function, "logRetentionInDays"),
            "DataProtectionPolicy": setting(draft, function, "logDataProtectionPolicy"),
            "LogGroupClass": setting(draft, function, "logGroupClass"),
        },
        function.node,
        Condition=function.own("condition"),
    )
    return logical_id


def _joined(before: str, name: Node) -> Json:
    value = text(name)
    return before + value if value is not None else {"Fn::Join": ["", [before, name]]}


def _add_version(draft: Draft, function: Function) -> None:
    """Add the version that each deployment publishes, and the alias for what needs one."""
    provisioned, snap = function.own("provisionedConcurrency"), function.own("snapStart")
    own = function.own("versionFunction") or draft.setting("versionFunctions")
    if is_false(own) and provisioned is None and snap is None:
        return
    version = f"{function.short}LambdaVersion"
    draft.add(
        version,
        "AWS::Lambda::Version",
        {"FunctionName": reference(function.logical_id, function.node)},
        function.node,
        DeletionPolicy="Retain",
        Condition=function.own("condition"),
    )
    if provisioned is None and not is_true(snap):
        return
    cause = provisioned if provisioned is not None else function.node
    name = "provisioned" if provisioned is not None else "snapstart"
    draft.add(
        alias_of(function),
        "AWS::Lambda::Alias",
        {
            "FunctionName": reference(function.logical_id, cause),
            "FunctionVersion": attribute(version, "Version", cause),
            "Name": name,
            "ProvisionedConcurrencyConfig": (
                {"ProvisionedConcurrentExecutions": provisioned} if provisioned is not None else None
            ),
        },
        cause,
    )


def alias_of(function: Function) -> str:
    """Give the logical id of the alias of a function with provisioned concurrency or SnapStart."""
    kind = "ProvConc" if function.own("provisionedConcurrency") is not None else "SnapStart"
    return f"{function.short}{kind}LambdaAlias"


def _add_url(draft: Draft, function: Function) -> None:
    """Add the URL of a function (guides/functions: open to everybody unless `authorizer: aws_iam`)."""
    url = function.own("url")
    if url is None or is_false(url):
        return
    if url.kind != MAP and not is_true(url):
        draft.not_read("event", f"the url of {function.name}, which is chosen where it is deployed", url)
        return
    signed = written(_value(member(url, "authorizer"))).lower() == "aws_iam"
    cors = member(url, "cors")
    draft.add(
        f"{function.short}LambdaFunctionUrl",
        "AWS::Lambda::Url",
        {
            "AuthType": "AWS_IAM" if signed else "NONE",
            "TargetFunctionArn": function.target,
            "Cors": _cors(cors) if cors is not None and not is_false(cors) else None,
            "InvokeMode": member(url, "invokeMode"),
        },
        url,
    )
    if not signed:
        draft.add(
            f"{function.short}LambdaPermissionFnUrl",
            "AWS::Lambda::Permission",
            {
                "FunctionName": function.target,
                "Action": "lambda:InvokeFunctionUrl",
                "Principal": "*",
                "FunctionUrlAuthType": "NONE",
            },
            url,
        )


def _value(node: Node | None) -> str | bool | int | float:
    value = node.value if node is not None and node.kind == SCALAR else ""
    return value if isinstance(value, str | bool | int | float) else ""


def _cors(node: Node) -> Json:
    """Give the CORS settings of a URL; true allows all origins, methods and the usual headers."""
    if node.kind != MAP and not is_true(node):
        return not_written(node)
    if node.kind != MAP:
        return {"AllowOrigins": ["*"], "AllowMethods": ["*"], "AllowHeaders": [*HEADERS]}
    names = {
        "allowedOrigins": "AllowOrigins",
        "allowedHeaders": "AllowHeaders",
        "allowedMethods": "AllowMethods",
        "allowCredentials": "AllowCredentials",
        "exposedResponseHeaders": "ExposeHeaders",
        "maxAge": "MaxAge",
    }
    content: dict[str, Json] = {names[key]: value for key, value in members(node).items() if key in names}
    defaults: dict[str, Json] = {"AllowOrigins": ["*"], "AllowMethods": ["*"], "AllowHeaders": [*HEADERS]}
    return {**defaults, **content}


HEADERS: Final = (
    "Content-Type",
    "X-Amz-Date",
    "Authorization",
    "X-Api-Key",
    "X-Amz-Security-Token",
    "X-Amz-User-Agent",
)
"""The headers that `cors: true` allows (events/http-api)."""


def _add_invoke_settings(draft: Draft, function: Function) -> None:
    """Add what becomes of asynchronous invocations: retries, age, destinations."""
    retries, age = function.own("maximumRetryAttempts"), function.own("maximumEventAge")
    destinations = function.own("destinations")
    if retries is None and age is None and destinations is None:
        return
    cause = next(node for node in (destinations, retries, age) if node is not None)
    config: dict[str, Json] = {}
    for key, name in (("onSuccess", "OnSuccess"), ("onFailure", "OnFailure")):
        target = member(destinations, key)
        if target is not None and not is_left_out(target):
            arn = member(target, "arn") or target
            config[name] = {"Destination": draft.arn_of(arn)}
            _let_send(draft, function, arn, text(member(target, "type")), target)
    draft.add(
        f"{function.short}LambdaEvConf",
        "AWS::Lambda::EventInvokeConfig",
        {
            "FunctionName": reference(function.logical_id, cause),
            "Qualifier": "$LATEST",
            "MaximumRetryAttempts": retries,
            "MaximumEventAgeInSeconds": age,
            "DestinationConfig": config or None,
        },
        cause,
    )


SENDING: Final = {
    "sqs": "sqs:SendMessage",
    "sns": "sns:Publish",
    "lambda": "lambda:InvokeFunction",
    "function": "lambda:InvokeFunction",
    "events": "events:PutEvents",
    "eventBus": "events:PutEvents",
}


def _let_send(draft: Draft, function: Function, arn: Node, kind: str | None, cause: Node) -> None:
    """Let a function send to a destination, by the kind that is named or that the ARN tells."""
    name = text(arn) or ""
    if kind is None:
        parts = name.split(":")
        kind = "lambda" if name in draft.functions else parts[2] if len(parts) > 2 else ""  # noqa: PLR2004 - arn:aws:x
    action = SENDING.get(kind)
    target = draft.arn_of(arn)
    if action is not None and target is not None:
        draft.allow(function, [action], target, cause)


def functions_of(draft: Draft) -> None:
    """Find the functions of a service: a map, or a list of maps."""
    declared = member(draft.config, "functions")
    tables = declared.value if declared is not None and declared.kind == LIST else [declared]
    for table in tables:
        if table is not None and table.kind not in (MAP, LIST) and not is_left_out(table):
            draft.not_read("file", "functions that no file here tells", table)
        for name, node in members(table).items():
            if node.kind != MAP:
                if not is_left_out(node):
                    draft.not_read("file", f"the function {name}", node)
                continue
            function = Function(name, node, "", node)
            function.logical_id = f"{function.short}LambdaFunction"
            aliased = function.own("provisionedConcurrency") is not None or is_true(function.own("snapStart"))
            function.target = (
                reference(alias_of(function), node) if aliased else attribute(function.logical_id, "Arn", node)
            )
            draft.functions[name] = function
