"""The properties of a function: its own settings, else those of the provider, else the framework's defaults.

Source: guides/functions and guides/serverless.yml of the Serverless Framework's documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import MAP, SCALAR, Node, mapping, scalar
from buttress.graph.values import Unresolved
from buttress.sources.cloudformation.sam.maker import attribute, made_of_json, tags_of
from buttress.sources.cloudformation.sam.shape import each_branch, is_left_out, items, member, members, text
from buttress.sources.serverless.plain import each_choice, is_false, is_true

if TYPE_CHECKING:
    from buttress.sources.cloudformation.sam.maker import Json
    from buttress.sources.serverless.draft import Draft, Function

MEMORY: Final = 1024
"""MB where no memory size is set (guides/functions: "optional, in MB, default is 1024")."""
TIMEOUT: Final = 6
"""Seconds where no timeout is set (guides/functions: "optional, in seconds, default is 6")."""
ROLE: Final = "IamRoleLambdaExecution"
BUCKET: Final = "ServerlessDeploymentBucket"


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


def code_of(draft: Draft, function: Function) -> dict[str, Json]:
    """Give where the code of a function comes from: a package and its runtime, or an image."""
    image = function.own("image")
    if image is None:
        key = Unresolved("the package is named when it is deployed", function.node.location)
        code: Json = {"S3Bucket": scalar(key, function.node), "S3Key": scalar(key, function.node)}
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


def settings_of(draft: Draft, function: Function) -> dict[str, Json]:
    """Give the other properties of a function."""
    memory, timeout = setting(draft, function, "memorySize"), setting(draft, function, "timeout")
    architecture = setting(draft, function, "architecture")
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
        "KmsKeyArn": _key(draft, function),
        "ReservedConcurrentExecutions": function.own("reservedConcurrency"),
        "DeadLetterConfig": _dead_letters(draft, function),
        "TracingConfig": _tracing(draft, function),
        "EphemeralStorage": {"Size": size} if size is not None else None,
        "SnapStart": {"ApplyOn": "PublishedVersions"} if is_true(snap) else None,
        "FileSystemConfigs": _file_systems(function),
        "RuntimeManagementConfig": _runtime_management(draft, function),
        "LoggingConfig": _logging(draft, function),
    }


def _key(draft: Draft, function: Function) -> Node | None:
    """Give the key of the environment, under its name of today or the old one (`awsKmsKeyArn`)."""
    own = function.own("kmsKeyArn") or function.own("awsKmsKeyArn")
    return own or draft.setting("kmsKeyArn") or member(draft.config, "service", "awsKmsKeyArn")


def _dead_letters(draft: Draft, function: Function) -> Json:
    """Give where events go that fail for good, and let the function send there (`onError`)."""
    target = function.own("onError")
    if target is None:
        return None
    if ":sns:" in (text(target) or ""):
        draft.allow(function, ["sns:Publish"], [target], target)
    return {"TargetArn": target}


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
    mode = each_choice(declared, _mode)
    draft.allow(function, ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], ["*"], declared)
    return {"Mode": mode}


def _mode(node: Node) -> Node:
    if is_true(node) or is_false(node):
        return scalar("Active" if is_true(node) else "PassThrough", node)
    return node


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
