"""Events of schedules and of event buses.

Source: events/schedule, events/cloudwatch-event and events/event-bridge of the Serverless Framework's documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import CALL, MAP, Node
from buttress.sources.cloudformation.sam.maker import attribute, made_of_json, reference
from buttress.sources.cloudformation.sam.shape import items, member, text
from buttress.sources.serverless.function_settings import role_of
from buttress.sources.serverless.naming import alphanumeric
from buttress.sources.serverless.plain import literal, switched

if TYPE_CHECKING:
    from buttress.sources.cloudformation.sam.maker import Json
    from buttress.sources.serverless.draft import Draft, Function

EVENTS: Final = "events.amazonaws.com"


def schedule(draft: Draft, function: Function, node: Node) -> None:
    """Add a rule for each rate of a schedule, or a schedule of the scheduler (`method: scheduler`)."""
    rates = items(member(node, "rate")) if node.kind == MAP else [node]
    for rate in rates:
        number = draft.number(f"{function.short}Schedule")
        if literal(member(node, "method")) == "scheduler":
            _scheduler(draft, function, node, rate, number)
            continue
        logical_id = f"{function.short}EventsRuleSchedule{number}"
        properties: dict[str, Json] = {
            "ScheduleExpression": rate,
            "State": _state(node),
            "Name": member(node, "name"),
            "Description": member(node, "description"),
            "Targets": [_target(function, node, f"{function.name}Schedule")],
        }
        _rule(draft, function, node, logical_id, properties)


def _scheduler(draft: Draft, function: Function, node: Node, rate: Node, number: int) -> None:
    given = member(node, "input")
    target: dict[str, Json] = {"Arn": function.target, "RoleArn": role_of(draft, function)}
    if given is not None:
        target["Input"] = _written(given)
    draft.add(
        f"{function.short}ScheduleEvent{number}",
        "AWS::Scheduler::Schedule",
        {
            "ScheduleExpression": rate,
            "ScheduleExpressionTimezone": member(node, "timezone"),
            "State": _state(node),
            "Name": member(node, "name"),
            "Description": member(node, "description"),
            "FlexibleTimeWindow": {"Mode": "OFF"},
            "Target": target,
        },
        node,
    )
    draft.trusted.add("scheduler.amazonaws.com")
    draft.allow(function, ["lambda:InvokeFunction"], [function.target], node)


def cloudwatch_event(draft: Draft, function: Function, node: Node) -> None:
    """Add a rule of the default bus."""
    number = draft.number(f"{function.short}CloudWatchEvent")
    logical_id = f"{function.short}EventsRuleCloudWatchEvent{number}"
    properties: dict[str, Json] = {
        "EventPattern": member(node, "event"),
        "State": _state(node),
        "Name": member(node, "name"),
        "Description": member(node, "description"),
        "Targets": [_target(function, node, f"{function.name}CloudWatchEvent")],
    }
    _rule(draft, function, node, logical_id, properties)


def event_bridge(draft: Draft, function: Function, node: Node) -> None:
    """Add a rule of a bus, and the bus itself where it is named and neither the default nor given by its ARN."""
    number = draft.number(f"{function.short}EventBridge")
    logical_id = f"{function.short}EventBridgeRule{number}"
    bus = member(node, "eventBus")
    target = _target(function, node, f"{function.name}EventBridge")
    queue, retry = member(node, "deadLetterQueueArn"), member(node, "retryPolicy")
    if queue is not None:
        target["DeadLetterConfig"] = {"Arn": queue}
    if retry is not None:
        target["RetryPolicy"] = {
            "MaximumEventAgeInSeconds": member(retry, "maximumEventAge"),
            "MaximumRetryAttempts": member(retry, "maximumRetryAttempts"),
        }
    properties: dict[str, Json] = {
        "EventBusName": _bus(draft, bus) if bus is not None else None,
        "EventPattern": member(node, "pattern"),
        "ScheduleExpression": member(node, "schedule"),
        "State": _state(node),
        "Name": member(node, "name"),
        "Description": member(node, "description"),
        "Targets": [target],
    }
    _rule(draft, function, node, logical_id, properties)


def _bus(draft: Draft, bus: Node) -> Json:
    name = text(bus)
    if name == "default" or bus.kind == CALL or (name or "").startswith("arn:"):
        return bus
    logical_id = f"EventBridgeEventBus{alphanumeric(draft.settled(bus))}"
    draft.add(logical_id, "AWS::Events::EventBus", {"Name": bus}, bus)
    return reference(logical_id, bus)


def _rule(draft: Draft, function: Function, node: Node, logical_id: str, properties: dict[str, Json]) -> None:
    draft.add(logical_id, "AWS::Events::Rule", properties, node, Condition=function.own("condition"))
    name = logical_id.removeprefix(function.short)
    source = attribute(logical_id, "Arn", node)
    draft.permit(f"{function.short}LambdaPermission{name}", function, EVENTS, node, SourceArn=source)


def _state(node: Node) -> Json:
    enabled = member(node, "enabled")
    return switched(enabled, "ENABLED", "DISABLED") if enabled is not None else "ENABLED"


def _target(function: Function, node: Node, name: str) -> dict[str, Json]:
    given = member(node, "input")
    transformer = member(node, "inputTransformer")
    target: dict[str, Json] = {"Arn": function.target, "Id": name}
    if given is not None:
        target["Input"] = _written(given)
    if member(node, "inputPath") is not None:
        target["InputPath"] = member(node, "inputPath")
    if transformer is not None:
        target["InputTransformer"] = {
            "InputPathsMap": member(transformer, "inputPathsMap"),
            "InputTemplate": member(transformer, "inputTemplate"),
        }
    return target


def _written(node: Node) -> Json:
    """Give what a target is sent: a text as it is, a map as the JSON that is written of it."""
    return node if node.kind != MAP else made_of_json({"Fn::ToJsonString": node}, node)
