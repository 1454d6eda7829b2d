"""What the framework makes of a function itself: the function, its log group, version, alias, URL and invoke settings.

Source: guides/functions, guides/serverless.yml and guides/resources of the Serverless Framework's documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import LIST, MAP, SCALAR, Node, mapping, scalar, sequence
from buttress.graph.values import Unresolved, written
from buttress.sources.cloudformation.sam.maker import attribute, made_of_json, reference, tags_of
from buttress.sources.cloudformation.sam.shape import each_branch, is_false, is_left_out, is_true, items, member, members, text
from buttress.sources.serverless.draft import Draft, Function

if TYPE_CHECKING:
    from buttress.sources.cloudformation.sam.maker import Json

MEMORY: Final = 1024
"""MB where no memory size is set (guides/functions: "optional, in MB, default is 1024")."""
TIMEOUT: Final = 6
"""Seconds where no timeout is set (guides/functions: "optional, in seconds, default is 6")."""
ROLE: Final = "IamRoleLambdaExecution"
BUCKET: Final = "ServerlessDeploymentBucket"


def add_function(draft: Draft, function: Function) -> None:
    """Add a function and what belongs to it."""
    name = name_of(draft, function)
    log_group = _add_log_group(draft, function, name)
    depends = [scalar(log_group, function.node)] if log_group else []
    draft.add(
        function.logical_id,
        "AWS::Lambda::Function",
        {**_code(draft, function), "FunctionName": name, **_settings(draft, function)},
        function.node,
        DependsOn=sequence([*depends, *items(function.own("dependsOn"))], function.node),
        Condition=function.own("condition"),
    )
    _add_version(draft, function)
    _add_url(draft, function)
    _add_invoke_settings(draft, function)


def name_of(draft: Draft, function: Function) -> Node:
    """Give a function's name: its own, else service, stage and key."""
    return function.own("name") or draft.named(function.name, cause=function.node)


def setting(draft: Draft, function: Function, name: str) -> Node | None:
    """Give a setting of a function, else that of the provider."""
    own = members(function.node).get(name)
    if own is not None and not (own.kind == SCALAR and own.value is None):
        return own
    return draft.setting(name)


def role_of(draft: Draft, function: Function) -> Node:
    """Give the ARN of a function's role: a logical id, an ARN, or what resolves to one (guides/iam)."""
    if function.name in draft.own_statements:
        return attribute(f"{function.short}{ROLE}", "Arn", function.node)
    declared = function.own("role") or provider_role(draft)
    name = text(declared)
    if declared is None:
        return attribute(ROLE, "Arn", function.node)
    if name is not None and ":" not in name:
        return attribute(name, "Arn", declared)
    return declared


def provider_role(draft: Draft) -> Node | None:
    """Give the role that the provider names instead of the framework's; a map describes the framework's own."""
    role = draft.setting("iam", "role") or draft.setting("role")
    return role if role is not None and role.kind != MAP else None


def _code(draft: Draft, function: Function) -> dict[str, Json]:
    image = function.own("image")
    if image is None:
        key = Unresolved("the package is named when it is deployed", function.node.location)
        code: Json = {"S3Bucket": reference(BUCKET, function.node), "S3Key": scalar(key, function.node)}
        runtime = setting(draft, function, "runtime")
        unset = scalar(Unresolved("the framework's default runtime depends on its version", function.node.location),
                       function.node)  # fmt: skip
        return {"Code": code, "Handler": function.own("handler"), "Runtime": runtime if runtime is not None else unset}
    named = member(image, "name") or (image if text(image) else None)
    known = draft.setting("ecr", "images", text(named) or "")
    uri = member(image, "uri") or (known if known is not None and text(known) else member(known, "uri"))
    if uri is None and known is None and named is not None:
        uri = named
    built = scalar(Unresolved("the image is built and pushed when it is deployed", image.location), image)
    config = {
        "Command": member(image, "command"),
        "EntryPoint": member(image, "entryPoint"),
        "WorkingDirectory": member(image, "workingDirectory"),
    }
    present: dict[str, Json] = {key: value for key, value in config.items() if value is not None}
    return {
        "PackageType": "Image",
        "Code": {"ImageUri": uri if uri is not None else built},
        "ImageConfig": present or None,
    }


def _settings(draft: Draft, function: Function) -> dict[str, Json]:
    memory, timeout = setting(draft, function, "memorySize"), setting(draft, function, "timeout")
    architecture = setting(draft, function, "architecture")
    on_error = function.own("onError")
    size = function.own("ephemeralStorageSize")
    snap = function.own("snapStart")
    return {
        "MemorySize": memory if memory is not None else MEMORY,
        "Timeout": timeout if timeout is not None else TIMEOUT,
        "Role": role_of(draft, function),
        "Description": function.own("description"),
        "Environment": _environment(draft, function),
        "VpcConfig": vpc_of(draft, function),
        "Layers": function.own("layers") or draft.setting("layers"),
        "Tags": _tags(draft, function),
        "Architectures": [architecture] if architecture is not None else None,
        "KmsKeyArn": function.own("kmsKeyArn") or draft.setting("kmsKeyArn"),
        "ReservedConcurrentExecutions": function.own("reservedConcurrency"),
        "DeadLetterConfig": {"TargetArn": on_error} if on_error is not None else None,
        "TracingConfig": _tracing(draft, function),
        "EphemeralStorage": {"Size": size} if size is not None else None,
        "SnapStart": {"ApplyOn": "PublishedVersions"} if is_true(snap) else None,
        "FileSystemConfigs": _file_systems(function),
        "RuntimeManagementConfig": _runtime_management(draft, function),
        "LoggingConfig": _logging(draft, function),
    }


def _environment(draft: Draft, function: Function) -> Json:
    shared, own = draft.setting("environment"), function.own("environment")
    if shared is None and own is None:
        return None
    if any(node is not None and node.kind != MAP for node in (shared, own)):
        one = [node for node in (shared, own) if node is not None]
        why = Unresolved("the environment is chosen where it is deployed", function.node.location)
        return {"Variables": one[0] if len(one) == 1 else scalar(why, function.node)}
    merged = {**members(shared), **members(own)}
    variables = {key: value for key, value in merged.items() if not (value.kind == SCALAR and value.value is None)}
    cause = own if own is not None else shared
    return {"Variables": mapping(variables, cause if cause is not None else function.node)}


def vpc_of(draft: Draft, function: Function) -> Node | None:
    """Give the VPC settings of a function in CloudFormation's words; `vpc: ~` leaves the provider's out."""
    raw = members(function.node).get("vpc")
    if raw is not None and raw.kind == SCALAR and raw.value is None:
        return None
    vpc = setting(draft, function, "vpc")
    return each_branch(vpc, _vpc) if vpc is not None else None


def _vpc(node: Node) -> Node:
    content: dict[str, Json] = {
        "SecurityGroupIds": member(node, "securityGroupIds"),
        "SubnetIds": member(node, "subnetIds"),
        "Ipv6AllowedForDualStack": member(node, "ipv6AllowedForDualStack"),
    }
    if node.kind != MAP:
        return node
    return made_of_json({key: value for key, value in content.items() if value is not None}, node)


def _tags(draft: Draft, function: Function) -> Json:
    merged = {
        **members(draft.setting("stackTags")),
        **members(draft.setting("tags")),
        **members(function.own("tags")),
    }
    return [*tags_of(mapping(merged, function.node))] if merged else None


def _tracing(draft: Draft, function: Function) -> Json:
    declared = function.own("tracing") or draft.setting("tracing", "lambda")
    if declared is None or is_false(declared):
        return None
    mode: Json = scalar("Active", declared) if is_true(declared) else declared
    draft.allow(function, ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], ["*"], declared)
    return {"Mode": mode}


def _file_systems(function: Function) -> Json:
    declared = function.own("fileSystemConfig")
    if declared is None:
        return None
    return [{"Arn": member(one, "arn"), "LocalMountPath": member(one, "localMountPath")} for one in items(declared)]


def _runtime_management(draft: Draft, function: Function) -> Json:
    declared = setting(draft, function, "runtimeManagement")
    if declared is None:
        return None
    modes = {"auto": "Auto", "manual": "Manual", "onFunctionUpdate": "FunctionUpdate"}
    mode = member(declared, "mode") or declared
    version = member(declared, "arn")
    content: dict[str, Json] = {"UpdateRuntimeOn": modes.get(text(mode) or "", "Auto")}
    return {**content, "RuntimeVersionArn": version} if version is not None else content


def _logging(draft: Draft, function: Function) -> Json:
    """Give the logging settings of a function (`logs`, of its own or `provider.logs.lambda`)."""
    declared = function.own("logs") or draft.setting("logs", "lambda")
    names = {
        "logFormat": "LogFormat",
        "applicationLogLevel": "ApplicationLogLevel",
        "systemLogLevel": "SystemLogLevel",
        "logGroup": "LogGroup",
    }
    found: dict[str, Json] = {
        names[key]: value for key, value in members(declared).items() if key in names and not is_left_out(value)
    }
    return found or None


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
    return f"{function.short}{'ProvConc' if function.own('provisionedConcurrency') is not None else 'SnapStart'}LambdaAlias"


def _add_url(draft: Draft, function: Function) -> None:
    """Add the URL of a function (guides/functions: open to everybody unless `authorizer: aws_iam`)."""
    url = function.own("url")
    if url is None or is_false(url):
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
                    draft.not_read("function of the service", f"the function {name}", node)
                continue
            function = Function(name, node, "", node)
            function.logical_id = f"{function.short}LambdaFunction"
            aliased = function.own("provisionedConcurrency") is not None or is_true(function.own("snapStart"))
            function.target = (
                reference(alias_of(function), node) if aliased else attribute(function.logical_id, "Arn", node)
            )
            draft.functions[name] = function
