"""The events of functions and state machines, by their types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import MAP
from buttress.sources.cloudformation.sam import events_pull, events_push
from buttress.sources.cloudformation.sam.event import Event
from buttress.sources.cloudformation.sam.events_api import add_http_route, add_route, add_state_machine_route
from buttress.sources.cloudformation.sam.expansion import Unexpandable, map_of
from buttress.sources.cloudformation.sam.schedules import add_rule, add_schedule, add_scheduler_schedule
from buttress.sources.cloudformation.sam.shape import member, members, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.expansion import Expansion, Target
    from buttress.sources.cloudformation.sam.role import RoleDraft

FUNCTION_EVENTS: Final[Mapping[str, Callable[[Event], None]]] = {
    "AlexaSkill": events_push.add_alexa_skill,
    "Api": add_route,
    "CloudWatchEvent": add_rule,
    "CloudWatchLogs": events_push.add_log_subscription,
    "Cognito": events_push.add_cognito_trigger,
    "EventBridgeRule": add_rule,
    "HttpApi": add_http_route,
    "IoTRule": events_push.add_iot_rule,
    "S3": events_push.add_bucket_notification,
    "SNS": events_push.add_topic_subscription,
    "Schedule": add_schedule,
    "ScheduleV2": add_scheduler_schedule,
    **dict.fromkeys(events_pull.SOURCES, events_pull.add_mapping),
}
STATE_MACHINE_EVENTS: Final[Mapping[str, Callable[[Event], None]]] = {
    "Api": add_state_machine_route,
    "CloudWatchEvent": add_rule,
    "EventBridgeRule": add_rule,
    "Schedule": add_schedule,
    "ScheduleV2": add_scheduler_schedule,
}


def add_function_events(expansion: Expansion, target: Target, draft: RoleDraft) -> None:
    """Add what the events of a function make."""
    _add(expansion, target, draft, FUNCTION_EVENTS)


def add_state_machine_events(expansion: Expansion, target: Target, draft: RoleDraft) -> None:
    """Add what the events of a state machine make."""
    _add(expansion, target, draft, STATE_MACHINE_EVENTS)


def _add(expansion: Expansion, target: Target, draft: RoleDraft, known: Mapping[str, Callable[[Event], None]]) -> None:
    declared = target.source.get("Events")
    try:
        events = map_of(declared, f"Events of {target.source.id}")
    except Unexpandable as problem:
        expansion.report(problem)
        return
    for name, node in sorted(events.items(), key=_order):
        try:
            event = _event(expansion, target, draft, name, node)
            _handler(event, known)(event)
        except Unexpandable as problem:
            expansion.report(problem)


def _order(event: tuple[str, Node]) -> str:
    """Give what SAM sorts events by: their paths, or else their names."""
    name, node = event
    path, method = member(node, "Properties", "Path"), member(node, "Properties", "Method")
    if text(member(node, "Type")) == "HttpApi" and path is None and method is None:
        return "$default"
    return text(path) or name


def _event(expansion: Expansion, target: Target, draft: RoleDraft, name: str, node: Node) -> Event:
    properties = member(node, "Properties")
    if node.kind != MAP or (properties is not None and properties.kind != MAP and properties.value is not None):
        raise Unexpandable(f"the event {name} of {target.source.id} is no map with a Type and Properties.", node)
    return Event(expansion, target, draft, name, node, members(properties))


def _handler(event: Event, known: Mapping[str, Callable[[Event], None]]) -> Callable[[Event], None]:
    kind = text(member(event.node, "Type"))
    if kind is None or kind not in known:
        what = (
            f"the event {event.name} of {event.target.source.id} has a type that SAM does not know: {kind or 'none'}."
        )
        raise Unexpandable(what, event.node, f"SAM knows {', '.join(sorted(known))}.")
    return known[kind]
