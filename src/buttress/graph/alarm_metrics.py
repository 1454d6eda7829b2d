"""What the metric is of that an alarm looks at, besides the resource that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.resource import Resource
from buttress.graph.selection import those
from buttress.graph.values import some

if TYPE_CHECKING:
    from buttress.graph.relation import Relation
    from buttress.graph.view import View


def has_dimension(relation: Relation, name: str) -> bool:
    """Say whether the metric at the place of an `alarms-on` relation has a dimension of some name."""
    alarm = relation.source
    return isinstance(alarm, Resource) and some(
        _metrics(alarm), lambda metric: _is_at(metric, relation) and _names(metric, name)
    )


def _metrics(alarm: Resource) -> tuple[View, ...]:
    """Give the metrics that an alarm reads: its own, and those of its queries."""
    path = "MetricStat.Metric"
    queries = those(alarm.each("Metrics"), lambda query: query.present(path))
    return (alarm, *(query.part(path) for query in queries))


def _is_at(metric: View, relation: Relation) -> bool:
    return some(metric.each("Dimensions"), lambda dimension: _place(dimension) == _of(relation))


def _place(dimension: View) -> tuple[str, int, int]:
    place = dimension.at("Value")
    return place.file, place.line, place.column


def _of(relation: Relation) -> tuple[str, int, int]:
    return relation.location.file, relation.location.line, relation.location.column


def _names(metric: View, name: str) -> bool:
    return some(metric.each("Dimensions"), lambda dimension: dimension.get("Name") == name)


__all__ = ["has_dimension"]
