"""The usage plan and API key that `Auth.UsagePlan` makes, for one API or shared by all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.sources.cloudformation.sam.maker import made, reference
from buttress.sources.cloudformation.sam.shape import items, literal, member, members

if TYPE_CHECKING:
    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.expansion import Expansion, Source
    from buttress.sources.cloudformation.sam.maker import Value

SHARED = "Serverless"
"""What the ids of the shared plan and key begin with."""


def add_usage_plan(expansion: Expansion, source: Source, stage: str) -> None:
    """Make the usage plan and key, or add the API to those that are shared."""
    plan = source.get("Auth", "UsagePlan")
    kind = literal(member(plan, "CreateUsagePlan"))
    if plan is None or kind not in ("PER_API", "SHARED"):
        return
    prefix = source.id if kind == "PER_API" else SHARED
    if f"{prefix}UsagePlan" in expansion.resources:
        _join(expansion, source, stage, plan)
    else:
        _make(expansion, source, stage, plan, prefix)
    expansion.aliases[f"{source.id}.UsagePlan"] = f"{prefix}UsagePlan"
    expansion.aliases[f"{source.id}.UsagePlanKey"] = f"{prefix}UsagePlanKey"
    expansion.aliases[f"{source.id}.ApiKey"] = f"{prefix}ApiKey"


def _limits(plan: Node) -> dict[str, Node]:
    return {name: node for name, node in members(plan).items() if name != "CreateUsagePlan"}


def _make(expansion: Expansion, source: Source, stage: str, plan: Node, prefix: str) -> None:
    limits: dict[str, Value] = {**_limits(plan), "ApiStages": [_stage(source, stage, plan, "ApiId", "Stage")]}
    names = [f"{prefix}{suffix}" for suffix in ("UsagePlan", "ApiKey", "UsagePlanKey")]
    expansion.add(names[0], "AWS::ApiGateway::UsagePlan", limits, plan, source, {"DependsOn": [source.id]})
    key: dict[str, Value] = {"Enabled": True, "StageKeys": [_stage(source, stage, plan, "RestApiId", "StageName")]}
    expansion.add(names[1], "AWS::ApiGateway::ApiKey", key, plan, source, {"DependsOn": [names[0]]})
    link: dict[str, Value] = {
        "KeyId": reference(names[1], plan),
        "KeyType": "API_KEY",
        "UsagePlanId": reference(names[0], plan),
    }
    expansion.add(names[2], "AWS::ApiGateway::UsagePlanKey", link, plan, source, {"DependsOn": [names[1]]})


def _join(expansion: Expansion, source: Source, stage: str, plan: Node) -> None:
    """Add one more API to the shared plan; its limits are those of the last, its condition is that of any."""
    own = made(source.id, plan)
    stages = _stage(source, stage, plan, "ApiId", "Stage")
    keys = _stage(source, stage, plan, "RestApiId", "StageName")
    expansion.append(f"{SHARED}UsagePlan", ["DependsOn"], [own], plan)
    known = items(member(expansion.resources[f"{SHARED}UsagePlan"], "Properties", "ApiStages"))
    limits = made({**_limits(plan), "ApiStages": [*known, stages]}, plan)
    expansion.change(f"{SHARED}UsagePlan", ["Properties"], lambda _: limits, plan)
    expansion.append(f"{SHARED}ApiKey", ["Properties", "StageKeys"], [keys], plan)
    before = literal(member(expansion.resources[f"{SHARED}UsagePlan"], "Condition"))
    if before == source.condition:
        return
    both = (
        None
        if before is None or source.condition is None
        else made(expansion.either("SharedUsagePlanCondition", sorted({str(before), source.condition}), plan), plan)
    )
    for suffix in ("UsagePlan", "ApiKey", "UsagePlanKey"):
        expansion.change(SHARED + suffix, ["Condition"], lambda _: both, plan)


def _stage(source: Source, stage: str, cause: Node, api_name: str, stage_name: str) -> Node:
    return made({api_name: reference(source.id, cause), stage_name: reference(stage, cause)}, cause)
