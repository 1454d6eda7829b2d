"""What `EventInvokeConfig` makes of asynchronous invocations: retries, age, and where results and failures go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.sources.cloudformation.sam.expansion import Unexpandable
from buttress.sources.cloudformation.sam.maker import attribute, conditional, hashed, made, reference, with_members
from buttress.sources.cloudformation.sam.shape import choices, is_left_out, member, members, text
from buttress.sources.cloudformation.sam.statements import sending_policy

if TYPE_CHECKING:
    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.expansion import Expansion, Source
    from buttress.sources.cloudformation.sam.maker import Value
    from buttress.sources.cloudformation.sam.role import RoleDraft

GENERATED: Final = {"SQS": ("Queue", "AWS::SQS::Queue"), "SNS": ("Topic", "AWS::SNS::Topic")}
"""The destinations that SAM makes where none is named, by their kind."""


def add_invoke_config(expansion: Expansion, source: Source, alias: str | None, draft: RoleDraft) -> None:
    """Make the configuration, and the destinations that it has SAM make."""
    config = source.get("EventInvokeConfig")
    if config is None or not members(config):
        return
    name = f"{source.id}EventInvokeConfig"
    properties: dict[str, Value] = {
        **members(config),
        "FunctionName": reference(source.id, config),
        "Qualifier": source.get("AutoPublishAlias") if alias is not None else "$LATEST",
        "DestinationConfig": _destinations(expansion, source, name, member(config, "DestinationConfig"), draft),
    }
    attributes = {"DependsOn": [alias]} if alias is not None else {}
    expansion.add(name, "AWS::Lambda::EventInvokeConfig", properties, config, source, attributes)


def _destinations(
    expansion: Expansion, source: Source, name: str, config: Node | None, draft: RoleDraft
) -> Node | None:
    if config is None:
        return None
    found: dict[str, Node | None] = {}
    for outcome, destination in sorted(members(config).items(), reverse=True):
        try:
            found[outcome] = _destination(expansion, source, f"{name}{outcome}", destination, draft)
        except Unexpandable as problem:
            expansion.report(problem)
    return with_members(config, found)


def _destination(expansion: Expansion, source: Source, name: str, destination: Node, draft: RoleDraft) -> Node:
    kind, declared = text(member(destination, "Type")) or "", member(destination, "Destination")
    if declared is None or _is_left_out_somewhere(declared):
        arn = _generated(expansion, source, name, kind, destination)
    else:
        arn = declared
    draft.inline_once(sending_policy(kind, name, arn, destination))
    return made({"Destination": arn}, destination)


def _is_left_out_somewhere(declared: Node) -> bool:
    chosen = choices(declared)
    return chosen is not None and is_left_out(chosen[1]) != is_left_out(chosen[2])


def _generated(expansion: Expansion, source: Source, name: str, kind: str, destination: Node) -> Node:
    """Make the destination; where one is named under a condition, only for when that does not hold."""
    if kind not in GENERATED:
        raise Unexpandable(
            f"a destination of the type {kind or 'unknown'} must be named.", destination, "Give its ARN as Destination."
        )
    suffix, resource = GENERATED[kind]
    arn = attribute(name + suffix, "Arn", destination) if kind == "SQS" else reference(name + suffix, destination)
    chosen = choices(member(destination, "Destination"))
    attributes = {}
    if chosen is not None:
        condition, then, otherwise = chosen
        if is_left_out(then):
            attributes = {"Condition": _both(expansion, source, condition, destination)}
            arn = conditional(condition, arn, otherwise)
        else:
            negated = expansion.negate(condition, destination, hashed("", f"{source.id}EventInvokeConfig"))
            attributes = {"Condition": _both(expansion, source, negated, destination)}
            arn = conditional(negated, arn, then)
    expansion.add(name + suffix, resource, {}, destination, source, attributes)
    return arn


def _both(expansion: Expansion, source: Source, condition: str, cause: Node) -> str:
    if source.condition is None:
        return condition
    return expansion.both(source.condition, condition, cause, hashed("", source.id))
