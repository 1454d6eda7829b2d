"""Judges whether the data of a warehouse is encrypted at rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, refutes, sets
from buttress.facts.service_defaults import default_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Redshift::Cluster",
    bears_on=(both("SEC08-BP02"), refutes("REL09-BP02")),
    fix=sets({"Encrypted": True}, unsafe="a cluster takes only reads, for hours, while it is encrypted"),
)
def encryption_at_rest(cluster: Resource, _graph: Graph) -> Verdict:
    """The data of a warehouse is encrypted at rest."""
    variant = "snapshot" if cluster.present("SnapshotIdentifier") else ""
    if cluster.flag("Encrypted", default=default_of(cluster.type, "Encrypted", variant)):
        return met("the data and its snapshots are encrypted", cluster.at("Encrypted"))
    return gap("the data and its snapshots are readable without a key", cluster.at("Encrypted"))
