"""`DeploymentPreference`: CodeDeploy shifts traffic from one version of a function to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.sources.cloudformation.sam.expansion import Unexpandable
from buttress.sources.cloudformation.sam.maker import attribute, made, reference, substituted, tags_of
from buttress.sources.cloudformation.sam.shape import (
    called,
    each_branch,
    is_false,
    is_left_out,
    is_true,
    items,
    member,
    members,
    referred,
    text,
)
from buttress.sources.cloudformation.sam.statements import managed_arn, trust

if TYPE_CHECKING:
    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.expansion import Expansion, Source
    from buttress.sources.cloudformation.sam.maker import Value

APPLICATION: Final = "ServerlessDeploymentApplication"
ROLE: Final = "CodeDeployServiceRole"
PREDEFINED: Final = frozenset(
    {
        "AllAtOnce", "Canary10Percent10Minutes", "Canary10Percent15Minutes", "Canary10Percent30Minutes",
        "Canary10Percent5Minutes", "Linear10PercentEvery10Minutes", "Linear10PercentEvery1Minute",
        "Linear10PercentEvery2Minutes", "Linear10PercentEvery3Minutes",
    }
)  # fmt: skip
"""CodeDeploy's own configurations for Lambda, without their `CodeDeployDefault.Lambda`."""


def add_preference(expansion: Expansion, source: Source, alias: str | None) -> None:
    """Note a function's preference, and have its alias updated by CodeDeploy."""
    preference = source.get("DeploymentPreference")
    if preference is None or not members(preference) or not _is_enabled(expansion, preference):
        return
    if alias is None:
        hint = "Set AutoPublishAlias as well; until then no traffic is shifted."
        expansion.report(
            Unexpandable(f"{source.id} has a DeploymentPreference, but publishes no alias.", preference, hint)
        )
        return
    expansion.preferences[source.id] = (source, preference)
    update: dict[str, Value] = {
        "ApplicationName": reference(APPLICATION, preference),
        "DeploymentGroupName": reference(f"{source.id}DeploymentGroup", preference),
        "BeforeAllowTrafficHook": member(preference, "Hooks", "PreTraffic"),
        "AfterAllowTrafficHook": member(preference, "Hooks", "PostTraffic"),
    }
    policy = made({"CodeDeployLambdaAliasUpdate": update}, preference)
    expansion.change(alias, ["UpdatePolicy"], lambda _: policy, preference)


def _is_enabled(expansion: Expansion, preference: Node) -> bool:
    enabled = member(preference, "Enabled")
    return (
        not is_false(enabled)
        and expansion.resolved(enabled) not in ("false", "False")
        and not _default_is_false(expansion, enabled)
    )


def _default_is_false(expansion: Expansion, enabled: Node | None) -> bool:
    parameter = expansion.template.section("Parameters").get(referred(enabled) or "")
    return is_false(member(parameter, "Default"))


def add_deployments(expansion: Expansion) -> None:
    """Make the deployment groups of all functions, and the application and role that they share."""
    if not expansion.preferences:
        return
    _, first = next(iter(expansion.preferences.values()))
    condition = _shared_condition(expansion, first)
    tags = [tag for source, _ in expansion.preferences.values() for tag in tags_of(source.tags_to_pass_on)]
    shared: dict[str, Value] = {"Condition": condition} if condition else {}
    expansion.add(
        APPLICATION,
        "AWS::CodeDeploy::Application",
        {"ComputePlatform": "Lambda", "Tags": tags or None},
        first,
        None,
        shared,
    )
    without_role = [
        preference for _, preference in expansion.preferences.values() if member(preference, "Role") is None
    ]
    if without_role:
        cause = without_role[0]
        properties: dict[str, Value] = {
            "AssumeRolePolicyDocument": trust("codedeploy.amazonaws.com", cause),
            "ManagedPolicyArns": [managed_arn("service-role/AWSCodeDeployRoleForLambda", cause)],
            "Tags": tags or None,
        }
        expansion.add(ROLE, "AWS::IAM::Role", properties, cause, None, shared)
    for source, preference in expansion.preferences.values():
        _add_group(expansion, source, preference)


def _shared_condition(expansion: Expansion, cause: Node) -> str | None:
    """Give the condition under which some function shifts traffic, None where one always does."""
    conditions = [_condition(source, preference) for source, preference in expansion.preferences.values()]
    names = sorted({condition for condition in conditions if condition is not None})
    if None in conditions or not names:
        return None
    return names[0] if len(names) == 1 else expansion.either("ServerlessCodeDeployCondition", names, cause)


def _condition(source: Source, preference: Node) -> str | None:
    return source.condition if is_true(member(preference, "PassthroughCondition")) else None


def _add_group(expansion: Expansion, source: Source, preference: Node) -> None:
    events = ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"]
    properties: dict[str, Value] = {
        "AlarmConfiguration": _alarms(member(preference, "Alarms")),
        "ApplicationName": reference(APPLICATION, preference),
        "AutoRollbackConfiguration": {"Enabled": True, "Events": events},
        "DeploymentConfigName": _configuration(expansion, member(preference, "Type")),
        "DeploymentStyle": {"DeploymentType": "BLUE_GREEN", "DeploymentOption": "WITH_TRAFFIC_CONTROL"},
        "ServiceRoleArn": member(preference, "Role") or attribute(ROLE, "Arn", preference),
        "TriggerConfigurations": member(preference, "TriggerConfigurations"),
        "Tags": tags_of(source.tags_to_pass_on) or None,
    }
    condition = _condition(source, preference)
    attributes = {"Condition": condition} if condition else {}
    expansion.add(
        f"{source.id}DeploymentGroup", "AWS::CodeDeploy::DeploymentGroup", properties, preference, None, attributes
    )


def _alarms(alarms: Node | None) -> Node | None:
    return None if is_left_out(alarms) or alarms is None else each_branch(alarms, _alarm_configuration)


def _alarm_configuration(alarms: Node) -> Node:
    names = [alarm for alarm in items(alarms) if not is_left_out(alarm)]
    return made({"Enabled": True, "Alarms": [made({"Name": alarm}, alarm) for alarm in names]} if names else {}, alarms)


def _configuration(expansion: Expansion, kind: Node | None) -> Node | None:
    """Give the full name of a configuration of CodeDeploy's own; others have theirs already."""
    return None if kind is None else each_branch(kind, lambda branch: _full_name(expansion, branch))


def _full_name(expansion: Expansion, kind: Node) -> Node:
    found = expansion.resolved(kind) or _looked_up(expansion, kind)
    if found not in PREDEFINED:
        return kind
    return substituted("CodeDeployDefault.Lambda${ConfigName}", kind, ConfigName=kind)


def _looked_up(expansion: Expansion, kind: Node) -> str | None:
    """Give one of the values that an `Fn::FindInMap` may find, to tell whose names the mapping holds."""
    parts = items(called(kind, "Fn::FindInMap"))
    rows = members(expansion.template.section("Mappings").get(text(parts[0]) or "")) if parts else {}
    wanted = text(parts[-1]) if parts else None
    found = (text(member(row, wanted)) for row in rows.values() if wanted is not None)
    return next((value for value in found if value in PREDEFINED), None)
