"""Judges whether a database can be deleted in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, not_applicable, sets, supports
from buttress.facts.service_defaults import default_of
from buttress.graph.databases import in_cluster, is_replica

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on=("AWS::RDS::DBInstance", "AWS::RDS::DBCluster"),
    bears_on=(supports("OPS06-BP01"), supports("REL09-BP01")),
    severity=("medium", "it takes a second mistake to lose the data: a snapshot or backup brings it back"),
    fix=sets({"DeletionProtection": True}),
)
def deletion_protection(database: Resource, _graph: Graph) -> Verdict:
    """A database cannot be deleted in one step."""
    path = "DeletionProtection"
    if in_cluster(database):
        return not_applicable("the data is in its cluster")
    if is_replica(database):
        return not_applicable("it is a read replica: the data is in its source")
    if database.flag(path, default=default_of(database.type, path)):
        return met("the protection must be taken off before the database can be deleted", database.at(path))
    return gap("one call deletes the database", database.at(path))
