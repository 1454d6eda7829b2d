"""Which alarms look at a resource and tell somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.layers import literals, may_carry
from buttress.graph.node import LIST, MAP
from buttress.graph.relation import Relation
from buttress.graph.resource import Resource
from buttress.graph.selection import those
from buttress.graph.values import NotKnown, some

if TYPE_CHECKING:
    from buttress.graph.graph import Graph
    from buttress.graph.view import View

ALARM: Final = "AWS::CloudWatch::Alarm"
FUNCTION: Final = "AWS::Lambda::Function"
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
    if not found:
        found = _on_all(resource, graph, metrics)
    if not found:
        _refuse_if_monitored_elsewhere(resource, graph)
    return found


def _on(relation: Relation, metrics: frozenset[str]) -> bool:
    if not relation.detail and isinstance(relation.source, Resource) and relation.source.type == ALARM:
        raise NotKnown(f"the metric of {relation.source.logical_id} is not known here", relation.location)
    return relation.detail in metrics


def _on_all(resource: Resource, graph: Graph, metrics: frozenset[str]) -> tuple[Relation, ...]:
    """Give alarms on the sum over all resources of the kind, which a metric without dimensions is for some services."""
    namespace = SUMMED.get(resource.type)
    if namespace is None:
        return ()
    alarms = graph.kept(("alarms on all", namespace, metrics), lambda: _summing(graph, namespace, metrics))
    return tuple(
        Relation("alarms-on", alarm, resource, alarm.location, alarm.text("MetricName", default="")) for alarm in alarms
    )


def _summing(graph: Graph, namespace: str, metrics: frozenset[str]) -> tuple[Resource, ...]:
    """Give the alarms that are on a sum over all resources and tell somebody; see `_on_all`."""
    wide = graph.kept("alarms without dimensions", lambda: tuple(filter(_may_sum, graph.by_type.get(ALARM, ()))))
    found = those(wide, lambda alarm: _is_on_all(alarm, namespace, metrics))
    return tuple(alarm for alarm in found if alarm.exists() and _acts(alarm, graph))


def _may_sum(alarm: Resource) -> bool:
    """Say whether an alarm could be on a sum over all resources, without asking which world it is."""
    if not _has_no_dimensions(alarm):
        return False
    members: Any = alarm.node.value
    queries = members.get("Metrics")
    if queries is None or queries.kind != LIST:
        return True
    return any(query.kind != MAP or "Expression" in query.value for query in queries.value)


def _has_no_dimensions(alarm: Resource) -> bool:
    """Say whether an alarm could be on a sum, without asking which world it is."""
    members: Any = alarm.node.value
    return alarm.node.kind == MAP and "Dimensions" not in members


def _is_on_all(alarm: Resource, namespace: str, metrics: frozenset[str]) -> bool:
    if alarm.present("Metrics"):
        return some(alarm.each("Metrics"), lambda query: _is_query_on_all(query, namespace, metrics))
    return alarm.get("Namespace") == namespace and some(metrics, lambda name: alarm.get("MetricName") == name)


def _is_query_on_all(query: View, namespace: str, metrics: frozenset[str]) -> bool:
    """Say whether a query of Metrics Insights (`SELECT MAX(Errors) FROM SCHEMA("AWS/Lambda", …)`) reads a metric."""
    words = literals(query.get("Expression"))
    selects = words.lstrip().startswith("select") and f'"{namespace.lower()}"' in words and " where " not in words
    return selects and any(name.lower() in words for name in metrics)


def acts(alarm: Resource) -> bool:
    """Say whether an alarm has an action of its own that is switched on."""
    return alarm.flag("ActionsEnabled", default=True) and some(alarm.each("AlarmActions"), lambda action: action.get())


def _acts(alarm: object, graph: Graph, asked: frozenset[str] | set[str] = frozenset()) -> bool:
    """Say whether an alarm tells somebody, by itself or through composite alarms, each of which is asked once."""
    if not isinstance(alarm, Resource) or alarm.id in asked:
        return False
    if alarm.type in (ALARM, COMPOSITE) and acts(alarm):
        return True
    known = asked if isinstance(asked, set) else set()
    known.add(alarm.id)
    return bool(graph.into(alarm, "alarms-on", where=lambda relation: _acts(relation.source, graph, known)))


def _refuse_if_monitored_elsewhere(resource: Resource, graph: Graph) -> None:
    """Raise `NotKnown` where another monitor is in sight: in the function itself, in any for what is no function."""
    if resource.type == FUNCTION:
        _refuse_if_monitored(resource)
    else:
        for function in graph.kept(
            "functions with layers", lambda: tuple(filter(_has_layers, graph.by_type.get(FUNCTION, ())))
        ):
            _refuse_if_monitored(function)
    for name in sorted(graph.by_type):
        if name.startswith(MONITOR_TYPES):
            raise NotKnown(
                f"{name.split('::', 1)[0]} may alarm on it, and is not read", graph.by_type[name][0].location
            )


def _has_layers(function: Resource) -> bool:
    """Say whether a function could carry a monitor's layer, without asking which world it is."""
    members: Any = function.node.value
    return function.node.kind != MAP or "Layers" in members


def _refuse_if_monitored(function: Resource) -> None:
    word = may_carry(function, MONITORS)
    if word:
        raise NotKnown(f"{MONITORS[word]} may alarm on it, and is not read", function.at("Layers"))
