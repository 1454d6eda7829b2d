"""The kinds of events, and who makes their resources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import CALL, MAP, SCALAR
from buttress.sources.cloudformation.sam.shape import is_left_out, items, members, text
from buttress.sources.serverless.events.balanced import alb
from buttress.sources.serverless.events.edge import cloud_front
from buttress.sources.serverless.events.http_api import http_api
from buttress.sources.serverless.events.notified import (
    alexa_skill,
    alexa_smart_home,
    cloudwatch_log,
    cognito_user_pool,
    iot,
    s3,
    sns,
)
from buttress.sources.serverless.events.polled import activemq, kafka, msk, rabbitmq, sqs, stream
from buttress.sources.serverless.events.rest import http
from buttress.sources.serverless.events.scheduled import cloudwatch_event, event_bridge, schedule
from buttress.sources.serverless.events.websocket import websocket

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from buttress.graph.node import Node
    from buttress.sources.serverless.draft import Draft, Function

EVENTS: Final[Mapping[str, Callable[[Draft, Function, Node], None]]] = {
    "activemq": activemq,
    "alb": alb,
    "alexaSkill": alexa_skill,
    "alexaSmartHome": alexa_smart_home,
    "cloudFront": cloud_front,
    "cloudwatchEvent": cloudwatch_event,
    "cloudwatchLog": cloudwatch_log,
    "cognitoUserPool": cognito_user_pool,
    "eventBridge": event_bridge,
    "http": http,
    "httpApi": http_api,
    "iot": iot,
    "kafka": kafka,
    "msk": msk,
    "rabbitmq": rabbitmq,
    "s3": s3,
    "schedule": schedule,
    "sns": sns,
    "sqs": sqs,
    "stream": stream,
    "websocket": websocket,
}


def add_events(draft: Draft, function: Function) -> None:
    """Add what the events of a function need; those of other kinds are named as not read."""
    declared = function.own("events")
    if declared is None:
        return
    for event in items(declared):
        if is_left_out(event):
            continue
        if event.kind == SCALAR and text(event) in EVENTS:
            EVENTS[str(event.value)](draft, function, event)
        elif event.kind == MAP:
            _add(draft, function, event)
        else:
            draft.not_read("event", f"an event of {function.name}", event)


def _add(draft: Draft, function: Function, event: Node) -> None:
    for kind, settings in members(event).items():
        add = EVENTS.get(kind)
        if add is None:
            draft.not_read("event", f"the event {kind} of {function.name}", event)
        elif settings.kind == CALL and settings.value[0] == "Fn::If":
            draft.not_read("event", f"an event {kind} of {function.name} that depends on the stage", settings)
        elif not is_left_out(settings):
            add(draft, function, settings)
