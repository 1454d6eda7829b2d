"""Who hears of an alarm besides its own actions.

Source: "Alarm events and EventBridge" of the Amazon CloudWatch User Guide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.grouping import having
from buttress.graph.values import some

if TYPE_CHECKING:
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

CHANGE: Final = "CloudWatch Alarm State Change"


def listener_of(alarm: Resource, graph: Graph) -> str:
    """Say who hears of an alarm besides its own actions; nothing where nobody does.

    Raises `NotKnown` where something that is not known could be a listener.
    """
    if graph.into(alarm, "alarms-on"):
        return "a composite alarm looks at it and tells"
    if graph.out(alarm, "guards"):
        return "it rolls a deployment back"
    rules = having(graph, "rules that hear alarms", ("AWS::Events::Rule",), _hears_alarms, CHANGE)
    if some(rules, lambda _: True):
        return "a rule of EventBridge hears of alarms"
    return ""


def _hears_alarms(rule: Resource) -> tuple[str, ...]:
    return (CHANGE,) if rule.has("EventPattern.detail-type", CHANGE) else ()
