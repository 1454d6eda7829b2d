"""Judges whether a database's logs leave the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.databases import in_cluster

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on=("AWS::RDS::DBInstance", "AWS::RDS::DBCluster"),
    bears_on=(both("SEC04-BP01"),),
    severity=("medium", "its logs are there for some days, and missing only when somebody asks later"),
)
def log_exports(database: Resource, _graph: Graph) -> Verdict:
    """The logs of a database are kept outside it."""
    if in_cluster(database):
        return not_applicable("its cluster decides about logs")
    if database.get("EnableCloudwatchLogsExports"):
        return met("its logs are kept in CloudWatch", database.at("EnableCloudwatchLogsExports"))
    return gap("its logs stay inside it, for days at most, and go when it goes", database.at())
