"""Judges whether a database is on a current kind of storage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import check, gap, met, not_applicable, refutes, sets
from buttress.facts.service_defaults import default_of
from buttress.graph.databases import in_cluster

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

OLD: Final = {
    "gp2": "gp3 costs less and its speed does not depend on its size",
    "standard": "magnetic storage is slow, and AWS retires it",
}


@check(
    on="AWS::RDS::DBInstance",
    bears_on=(refutes("PERF03-BP02"), refutes("COST06-BP02")),
    severity=("low", "the database works, for a little more money"),
    fix=sets({"StorageType": "gp3"}, unsafe="a large gp2 storage has more operations a second than gp3 begins with"),
)
def storage_type(database: Resource, _graph: Graph) -> Verdict:
    """A database is on a current kind of storage."""
    if in_cluster(database):
        return not_applicable("its cluster has storage of its own kind")
    chosen = database.text("StorageType", default=default_of(database.type, "StorageType"))
    if chosen in OLD:
        return gap(f"it is on {chosen}: {OLD[chosen]}", database.at("StorageType"))
    return met(f"it is on {chosen}", database.at("StorageType"))
