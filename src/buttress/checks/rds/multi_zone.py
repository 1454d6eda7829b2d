"""Judges whether a database survives the loss of its zone."""

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
    on="AWS::RDS::DBInstance",
    bears_on=(both("REL10-BP01"), both("REL11-BP02")),
    fix=sets({"MultiAZ": True}, unsafe="the standby costs as much as the database"),
)
def multi_zone(database: Resource, _graph: Graph) -> Verdict:
    """A database has a standby in another zone."""
    if in_cluster(database):
        return not_applicable("its cluster is judged with all its instances")
    if is_replica(database):
        return not_applicable("it is a read replica; its source is judged")
    if database.flag("MultiAZ", default=default_of(database.type, "MultiAZ")):
        return met("a standby in another zone takes over by itself", database.at("MultiAZ"))
    return gap(
        "when its host or its zone fails, the database is away until it is repaired or restored", database.at("MultiAZ")
    )
