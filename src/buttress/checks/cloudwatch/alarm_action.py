"""Judges whether an alarm tells anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.alarm_listeners import listener_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on=("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm"),
    bears_on=(both("REL06-BP03"), both("REL11-BP06"), both("serverless:ops_ops_q1_a1")),
)
def alarm_action(alarm: Resource, graph: Graph) -> Verdict:
    """Somebody hears of an alarm that goes off."""
    silent = alarm.present("ActionsEnabled") and not alarm.flag("ActionsEnabled")
    if alarm.get("AlarmActions") and not silent:
        return met("it acts when it goes off", alarm.at("AlarmActions"))
    listener = listener_of(alarm, graph)
    if listener:
        return not_applicable(listener)
    if silent:
        return gap("its actions are switched off", alarm.at("ActionsEnabled"))
    if alarm.get("OKActions"):
        return gap("it tells only that all is well again", alarm.at("OKActions"))
    return gap("nobody is told when it goes off", alarm.at())
