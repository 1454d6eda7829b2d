"""Alarms on groups of schedules: EventBridge Scheduler counts by group, not by schedule.

Source: "Monitoring Amazon EventBridge Scheduler with Amazon CloudWatch", EventBridge Scheduler User Guide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.alarms import ALARM, acts, watching
from buttress.graph.grouping import having
from buttress.graph.selection import those
from buttress.graph.values import Reference, some

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.location import Location
    from buttress.graph.resource import Resource

DEFAULT: Final = "default"
"""The group of a schedule that names none."""


def alarms_on_group(schedule: Resource, graph: Graph, metrics: frozenset[str]) -> tuple[Location, ...]:
    """Give the places of alarms with an action on one of some metrics of the group that a schedule is in."""
    name = schedule.get("GroupName") if schedule.present("GroupName") else DEFAULT
    if isinstance(name, Reference):
        return tuple(alarm.location for alarm in watching(name.resource, graph, metrics))
    group = schedule.text("GroupName", default=DEFAULT)
    named = having(graph, "alarms on groups of schedules", (ALARM,), _groups, group)
    return tuple(alarm.at("Dimensions") for alarm in those(named, lambda alarm: acts(alarm) and _reads(alarm, metrics)))


def _reads(alarm: Resource, metrics: frozenset[str]) -> bool:
    return some(metrics, lambda name: alarm.get("MetricName") == name)


def _groups(alarm: Resource) -> Iterator[str]:
    """Give the names of the groups that an alarm looks at."""
    if alarm.get("Namespace") == "AWS/Scheduler":
        for dimension in alarm.each("Dimensions"):
            if dimension.get("Name") == "ScheduleGroup":
                yield dimension.text("Value")
