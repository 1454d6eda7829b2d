"""Judges whether the storage of a Neptune cluster is encrypted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, refutes, sets
from buttress.graph.databases import encrypted

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Neptune::DBCluster",
    bears_on=(both("SEC08-BP02"), refutes("REL09-BP02")),
    fix=sets({"StorageEncrypted": True}, unsafe="an existing one is replaced, and its data is not taken along"),
)
def encryption_at_rest(cluster: Resource, _graph: Graph) -> Verdict:
    """The storage of a cluster is encrypted."""
    if encrypted(cluster):
        return met("the storage and its backups are encrypted", cluster.at("StorageEncrypted"))
    return gap("the storage and every backup of it are readable without a key", cluster.at("StorageEncrypted"))
