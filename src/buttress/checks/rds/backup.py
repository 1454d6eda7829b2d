"""Judges whether a database is backed up by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable, sets
from buttress.facts.service_defaults import default_of
from buttress.graph.databases import in_cluster, is_replica

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on=("AWS::RDS::DBInstance", "AWS::RDS::DBCluster"),
    bears_on=(both("REL09-BP03"),),
    fix=sets(
        {"BackupRetentionPeriod": 7},
        unsafe="switching backups on restarts the database, and backups beyond its size are paid for",
    ),
)
def backup(database: Resource, graph: Graph) -> Verdict:
    """A database is backed up by itself."""
    path = "BackupRetentionPeriod"
    if in_cluster(database):
        return not_applicable("its cluster is backed up")
    if is_replica(database):
        return not_applicable("it is a read replica; its source is backed up")
    days = database.number(path, default=default_of(database.type, path))
    if days > 0:
        return met(f"RDS keeps backups for {days:g} {'day' if days == 1 else 'days'}", database.at(path))
    for selection in graph.into(database, "backs-up"):
        return met("a backup plan copies it by schedule", selection.location)
    return gap("nothing is kept to go back to: automated backups are off", database.at(path))
