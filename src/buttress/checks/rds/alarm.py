"""Judges whether somebody is told when a database is in trouble."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, met, missing, not_applicable
from buttress.graph.alarms import watching
from buttress.graph.databases import in_cluster, members_of
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

METRICS: Final = frozenset(
    {
        "ACUUtilization",
        "AuroraReplicaLag",
        "BurstBalance",
        "CPUCreditBalance",
        "CPUUtilization",
        "CommitLatency",
        "DBLoad",
        "DBLoadCPU",
        "DatabaseConnections",
        "Deadlocks",
        "DiskQueueDepth",
        "EBSByteBalance%",
        "EBSIOBalance%",
        "FreeLocalStorage",
        "FreeStorageSpace",
        "FreeableMemory",
        "ReadLatency",
        "ReplicaLag",
        "SwapUsage",
        "WriteLatency",
    }
)
"""Source: "Amazon CloudWatch metrics for Amazon RDS" and "for Amazon Aurora" of their User Guides."""


@check(
    on=("AWS::RDS::DBInstance", "AWS::RDS::DBCluster"),
    bears_on=(both("REL06-BP01"), both("REL11-BP01")),
    absence="workload",
)
def alarm(database: Resource, graph: Graph) -> Verdict:
    """Somebody is told when a database runs out of something."""
    if in_cluster(database):
        return not_applicable("its cluster is judged with all its instances")
    members = members_of(database, graph) if database.type == "AWS::RDS::DBCluster" else ()
    for watched in those((database, *members), lambda each: watching(each, graph, METRICS)):
        relation = watching(watched, graph, METRICS)[0]
        return met(f"an alarm on {relation.detail} tells somebody", relation.location)
    return missing("nobody is told when it runs out of processor, memory, connections or storage", database.at())
