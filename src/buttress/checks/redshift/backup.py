"""Judges whether a warehouse is backed up by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, sets
from buttress.facts.service_defaults import default_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Redshift::Cluster",
    bears_on=(both("REL09-BP03"),),
    fix=sets({"AutomatedSnapshotRetentionPeriod": 7}, unsafe="snapshots may be paid for"),
)
def backup(cluster: Resource, graph: Graph) -> Verdict:
    """A warehouse is backed up by itself."""
    path = "AutomatedSnapshotRetentionPeriod"
    days = cluster.number(path, default=default_of(cluster.type, path))
    if days > 0:
        return met(f"Redshift keeps snapshots for {days:g} {'day' if days == 1 else 'days'}", cluster.at(path))
    for selection in graph.into(cluster, "backs-up"):
        return met("a backup plan copies it by schedule", selection.location)
    return gap("nothing is kept to go back to: automated snapshots are off", cluster.at(path))
