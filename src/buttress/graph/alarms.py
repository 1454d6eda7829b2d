"""Which alarms look at a resource and tell somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.layers import layers_named, literals
from buttress.graph.relation import Relation
from buttress.graph.resource import Resource
from buttress.graph.values import NotKnown, some

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.location import Location
    from buttress.graph.view import View

ALARM: Final = "AWS::CloudWatch::Alarm"
COMPOSITE: Final = "AWS::CloudWatch::CompositeAlarm"

MONITORS: Final = {
    "datadog": "Datadog",
    "dynatrace": "Dynatrace",
    "epsagon": "Epsagon",
    "lumigo": "Lumigo",
    "newrelic": "New Relic",
    "sentry": "Sentry",
    "splunk": "Splunk",
}
"""Monitors by a word in the ARN of the layer that brings them into a function."""

SUMMED: Final = {"AWS::Lambda::Function": "AWS/Lambda"}
"""Namespaces whose metrics, without dimensions, are of all resources of the type in the Region.

Source: "Types of metrics for Lambda functions", Lambda Developer Guide.
"""

MONITOR_TYPES: Final = ("Datadog::", "Dynatrace::", "NewRelic::", "Splunk::")
"""Prefixes of CloudFormation types that set up a monitor elsewhere."""


def watching(resource: Resource, graph: Graph, metrics: frozenset[str]) -> tuple[Relation, ...]:
    """Give the `alarms-on` relations of alarms that look at one of some metrics of a resource and have an action.

    An alarm of which a composite alarm with an action makes use counts too. Raises `NotKnown` where an alarm that
    cannot be told apart could be the one, and where nothing is found but another monitor is in sight.
    """
    found = graph.into(
        resource, "alarms-on", where=lambda relation: _on(relation, metrics) and _acts(relation.source, graph)
    )
    return found or _on_all(resource, graph, metrics) or _unless_monitored_elsewhere(graph)


def _unless_monitored_elsewhere(graph: Graph) -> tuple[Relation, ...]:
    for name, place in other_monitors(graph):
        raise NotKnown(f"{name} may alarm on it, and is not read", place)
    return ()


def _on(relation: Relation, metrics: frozenset[str]) -> bool:
    if not relation.detail and isinstance(relation.source, Resource) and relation.source.type == ALARM:
        raise NotKnown(f"the metric of {relation.source.logical_id} is not known here", relation.location)
    return relation.detail in metrics


def _on_all(resource: Resource, graph: Graph, metrics: frozenset[str]) -> tuple[Relation, ...]:
    """Give alarms on the sum over all resources of the kind, which a metric without dimensions is for some services."""
    namespace = SUMMED.get(resource.type, "")
    return tuple(
        Relation("alarms-on", alarm, resource, alarm.at("MetricName"), alarm.text("MetricName", default=""))
        for alarm in (graph.of_type(ALARM) if namespace else ())
        if _is_on_all(alarm, namespace, metrics) and _acts(alarm, graph)
    )


def _is_on_all(alarm: Resource, namespace: str, metrics: frozenset[str]) -> bool:
    if not alarm.present("Metrics"):
        summed = not alarm.present("Dimensions") and alarm.get("Namespace") == namespace
        return summed and some(metrics, lambda name: alarm.get("MetricName") == name)
    return some(alarm.each("Metrics"), lambda query: _is_query_on_all(query, namespace, metrics))


def _is_query_on_all(query: View, namespace: str, metrics: frozenset[str]) -> bool:
    """Say whether a query of Metrics Insights (`SELECT MAX(Errors) FROM SCHEMA("AWS/Lambda", …)`) reads a metric."""
    words = literals(query.get("Expression"))
    selects = words.lstrip().startswith("select") and f'"{namespace.lower()}"' in words and " where " not in words
    return selects and any(name.lower() in words for name in metrics)


def acts(alarm: Resource) -> bool:
    """Say whether an alarm has an action of its own that is switched on."""
    return alarm.flag("ActionsEnabled", default=True) and some(alarm.each("AlarmActions"), lambda action: action.get())


def _acts(alarm: object, graph: Graph) -> bool:
    """Say whether an alarm tells somebody, by itself or through a composite alarm."""
    if not isinstance(alarm, Resource):
        return False
    if alarm.type in (ALARM, COMPOSITE) and acts(alarm):
        return True
    return bool(graph.into(alarm, "alarms-on", where=lambda relation: _acts(relation.source, graph)))


def other_monitors(graph: Graph) -> Iterator[tuple[str, Location]]:
    """Give name and place of monitors that are not CloudWatch: a layer in a function, a resource of theirs."""
    for function in graph.of_type("AWS::Lambda::Function"):
        for layer in layers_named(function, MONITORS):
            yield next(name for word, name in MONITORS.items() if layers_named(function, (word,))), layer.at()
    for name in sorted(graph.by_type):
        if name.startswith(MONITOR_TYPES):
            yield name.split("::", 1)[0], graph.by_type[name][0].location
