"""Judges whether a database's storage is encrypted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable, refutes, sets
from buttress.graph.databases import encrypted, in_cluster

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on=("AWS::RDS::DBInstance", "AWS::RDS::DBCluster"),
    bears_on=(both("SEC08-BP02"), refutes("REL09-BP02")),
    fix=sets({"StorageEncrypted": True}, unsafe="an existing one is replaced, and its data is not taken along"),
)
def encryption_at_rest(database: Resource, _graph: Graph) -> Verdict:
    """The storage of a database is encrypted."""
    if in_cluster(database):
        return not_applicable("its cluster decides about encryption")
    if encrypted(database):
        return met("the storage, its backups and its replicas are encrypted", database.at("StorageEncrypted"))
    return gap(
        "the storage, its logs and every backup of it are readable without a key", database.at("StorageEncrypted")
    )
