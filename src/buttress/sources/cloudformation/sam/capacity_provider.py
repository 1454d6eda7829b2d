"""`AWS::Serverless::CapacityProvider`: EC2 capacity on which Lambda runs functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.sources.cloudformation.sam.maker import attribute, made, tags_of
from buttress.sources.cloudformation.sam.shape import is_left_out, member, members
from buttress.sources.cloudformation.sam.statements import managed_arn, trust

if TYPE_CHECKING:
    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.expansion import Expansion, Source
    from buttress.sources.cloudformation.sam.maker import Value

CONSUMED: Final = (
    "InstanceRequirements", "LoggingConfig", "ManagedResourceTags", "OperatorRole", "PropagateTags", "ScalingConfig",
    "Tags",
)  # fmt: skip
INSTANCES: Final = {"AllowedTypes": "AllowedInstanceTypes", "ExcludedTypes": "ExcludedInstanceTypes"}


def expand_capacity_provider(expansion: Expansion, source: Source) -> None:
    """Make the capacity provider, and the role with which Lambda runs instances where none is named."""
    instances, logging = source.get("InstanceRequirements"), source.get("LoggingConfig")
    spread = source.get("ManagedResourceTags", "Tags")
    renamed = {INSTANCES.get(name, name): node for name, node in members(instances).items()}
    properties: dict[str, Value] = {
        **source.without(*CONSUMED),
        "PermissionsConfig": {"CapacityProviderOperatorRoleArn": _role(expansion, source)},
        "InstanceRequirements": made(renamed, instances) if instances is not None else None,
        "CapacityProviderScalingConfig": _scaling(source.get("ScalingConfig")),
        "TelemetryConfig": {"LoggingConfig": logging} if logging is not None else None,
        "PropagateTags": {"Mode": "Explicit", "ExplicitTags": tags_of(spread)} if spread is not None else None,
        "Tags": [*tags_of(source.get("Tags")), _created_by(source)],
    }
    expansion.become(source, "AWS::Lambda::CapacityProvider", properties)


def _created_by(source: Source) -> Node:
    return made({"Key": "lambda:createdBy", "Value": "SAM"}, source.node)


def _scaling(config: Node | None) -> Node | None:
    if config is None:
        return None
    load = member(config, "AverageCPUUtilization")
    policies = None
    if load is not None and not is_left_out(load):
        policies = [
            made({"PredefinedMetricType": "LambdaCapacityProviderAverageCPUUtilization", "TargetValue": load}, load)
        ]
    others = {name: node for name, node in members(config).items() if name != "AverageCPUUtilization"}
    return made({**others, "ScalingMode": "Manual" if policies else "Auto", "ScalingPolicies": policies}, config)


def _role(expansion: Expansion, source: Source) -> Node:
    named = source.get("OperatorRole")
    if named is not None:
        return named
    properties: dict[str, Value] = {
        "AssumeRolePolicyDocument": trust("lambda.amazonaws.com", source.node),
        "ManagedPolicyArns": [managed_arn("AWSLambdaManagedEC2ResourceOperator", source.node)],
        "Tags": [_created_by(source)],
    }
    return attribute(
        expansion.add(f"{source.id}OperatorRole", "AWS::IAM::Role", properties, source.node, source), "Arn", source.node
    )
