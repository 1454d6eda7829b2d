"""Judges whether a DocumentDB cluster is backed up by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, sets
from buttress.facts.service_defaults import default_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::DocDB::DBCluster",
    bears_on=(both("REL09-BP03"),),
    fix=sets({"BackupRetentionPeriod": 7}, unsafe="backups of more than a day are paid for"),
)
def backup(cluster: Resource, _graph: Graph) -> Verdict:
    """A cluster is backed up by itself."""
    path = "BackupRetentionPeriod"
    days = cluster.number(path, default=default_of(cluster.type, path))
    if days > 0:
        return met(f"DocumentDB keeps backups for {days:g} {'day' if days == 1 else 'days'}", cluster.at(path))
    return gap("nothing is kept to go back to: automated backups are off", cluster.at(path))
