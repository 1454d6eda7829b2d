"""Events of EventBridge and EventBridge Scheduler, for functions and state machines alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import SCALAR
from buttress.sources.cloudformation.sam.maker import attribute, made
from buttress.sources.cloudformation.sam.shape import literal, member
from buttress.sources.cloudformation.sam.statements import allow, policy, sending_policy, trust

if TYPE_CHECKING:
    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.event import Event
    from buttress.sources.cloudformation.sam.maker import Value

LONGEST_TARGET_ID: Final = 64
TARGET: Final = ("DeadLetterConfig", "Input", "InputPath", "InputTransformer", "RetryPolicy", "RoleArn", "Target")
"""Properties of an event that belong to the rule's target."""


def add_schedule(event: Event) -> None:
    """Make a rule that fires on a schedule."""
    properties: dict[str, Value] = {
        **event.without(*TARGET, "Enabled", "Schedule"),
        "ScheduleExpression": event.get("Schedule"),
    }
    _add_rule(event, properties)


def add_rule(event: Event) -> None:
    """Make a rule that matches events."""
    renamed: dict[str, Value] = {"EventPattern": event.get("Pattern"), "Name": event.get("RuleName")}
    _add_rule(event, {**event.without(*TARGET, "Enabled", "Pattern", "RuleName"), **renamed})


def _add_rule(event: Event, properties: dict[str, Value]) -> None:
    source_arn = attribute(event.id, "Arn", event.node)
    dead_letters = event.dead_letter_arn(source_arn)
    role = None
    if event.target.source.type == "StateMachine":
        role = event.get("RoleArn") or _starting_role(
            event, f"{event.id}Role", "events.amazonaws.com", f"{event.id}Role"
        )
    else:
        event.permit("events.amazonaws.com", SourceArn=source_arn)
    target: dict[str, Value] = {
        "Arn": event.target.arn(event.node),
        "Id": member(event.get("Target"), "Id") or _target_id(event),
        "RoleArn": role,
        **{name: event.get(name) for name in ("Input", "InputPath", "RetryPolicy", "InputTransformer")},
        "DeadLetterConfig": {"Arn": dead_letters} if dead_letters is not None else None,
    }
    event.add(event.id, "AWS::Events::Rule", {**properties, "State": _state(event), "Targets": [target]})


def _target_id(event: Event) -> str:
    suffix = "StepFunctionsTarget" if event.target.source.type == "StateMachine" else "LambdaTarget"
    return event.id[: LONGEST_TARGET_ID - len(suffix)] + suffix


def _state(event: Event) -> Node | None:
    enabled = event.get("Enabled")
    if enabled is None or enabled.kind != SCALAR:
        return event.get("State") or (made("ENABLED", enabled) if enabled is not None else None)
    return made("ENABLED" if literal(enabled) in (True, "true", "True") else "DISABLED", enabled)


def _starting_role(event: Event, name: str, service: str, policy_prefix: str) -> Node:
    start = allow("states:StartExecution", event.target.arn(event.node))
    properties: dict[str, Value] = {
        "AssumeRolePolicyDocument": trust(service, event.node),
        "Policies": [policy(f"{policy_prefix}StartExecutionPolicy", [start], event.node)],
        "PermissionsBoundary": event.target.source.get("PermissionsBoundary"),
    }
    return attribute(event.add(name, "AWS::IAM::Role", properties), "Arn", event.node)


def starting_role(event: Event, service: str) -> Node:
    """Make the role with which a service starts executions, and give the reference to it."""
    return _starting_role(event, f"{event.id}Role", service, f"{event.id}Role")


def add_scheduler_schedule(event: Event) -> None:
    """Make a schedule of EventBridge Scheduler, with the role that it invokes its target with."""
    dead_letters = event.dead_letter_arn(None)
    target: dict[str, Value] = {
        "Arn": event.target.arn(event.node),
        "RoleArn": event.get("RoleArn") or _scheduler_role(event, dead_letters),
        "Input": event.get("Input"),
        "RetryPolicy": event.get("RetryPolicy"),
        "DeadLetterConfig": {"Arn": dead_letters} if dead_letters is not None else None,
    }
    omitted = literal(event.get("OmitName")) is True
    properties: dict[str, Value] = {
        **event.without("DeadLetterConfig", "Input", "OmitName", "PermissionsBoundary", "RetryPolicy", "RoleArn"),
        "FlexibleTimeWindow": event.get("FlexibleTimeWindow") or {"Mode": "OFF"},
        "Name": None if omitted else event.get("Name") or event.id,
        "Target": target,
    }
    event.add(event.id, "AWS::Scheduler::Schedule", properties)


def _scheduler_role(event: Event, dead_letters: Node | None) -> Node:
    arn = event.target.arn(event.node)
    if event.target.source.type == "StateMachine":
        invoke = policy(f"{event.id}StartExecutionPolicy", [allow("states:StartExecution", arn)], event.node)
    else:
        invoke = policy(f"{event.id}LambdaPolicy", [allow("lambda:InvokeFunction", arn)], event.node)
    send = sending_policy("SQS", event.id, dead_letters, event.node) if dead_letters is not None else None
    properties: dict[str, Value] = {
        "AssumeRolePolicyDocument": trust("scheduler.amazonaws.com", event.node),
        "Policies": [invoke, send] if send is not None else [invoke],
        "PermissionsBoundary": event.get("PermissionsBoundary"),
    }
    return attribute(event.add(f"{event.id}Role", "AWS::IAM::Role", properties), "Arn", event.node)
