"""Judges whether a database records what it spends its time on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.databases import clusters_of, members_of
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

RECORDS: Final = (
    "EnablePerformanceInsights",
    "PerformanceInsightsEnabled",
    "DatabaseInsightsMode",
    "MonitoringInterval",
)
OFF: Final = ("0", "false", "standard")


@check(
    on=("AWS::RDS::DBInstance", "AWS::RDS::DBCluster"),
    bears_on=(both("PERF03-BP03"),),
    severity=("medium", "the metrics of CloudWatch are there in any case"),
)
def monitoring(database: Resource, graph: Graph) -> Verdict:
    """A database records what it spends its time on."""
    if database.type == "AWS::RDS::DBCluster" and members_of(database, graph):
        return not_applicable("the instances of the cluster are judged")
    for path in _records(database):
        return met("the load, or the host below it, is recorded in detail", database.at(path))
    for cluster in clusters_of(database, graph):
        for path in _records(cluster):
            return met("its cluster records the load of all instances", cluster.at(path))
    return gap("nobody can see later which statements, or what on the host, made it slow", database.at(), "medium")


def _records(database: Resource) -> tuple[str, ...]:
    """Give the properties that ask for a record; without one, AWS keeps none."""
    return those(RECORDS, lambda path: database.present(path) and database.text(path).lower() not in OFF)
