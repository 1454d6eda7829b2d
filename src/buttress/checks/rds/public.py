"""Judges whether a database can be reached from the internet."""

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
    bears_on=(both("SEC05-BP01"), both("SEC08-BP04")),
    fix=sets({"PubliclyAccessible": False}, unsafe="clients that come over the internet reach it no more"),
)
def public(database: Resource, _graph: Graph) -> Verdict:
    """A database has no address on the internet."""
    path = "PubliclyAccessible"
    if database.type == "AWS::RDS::DBCluster" and not database.present("DBClusterInstanceClass"):
        return not_applicable("the addresses of Aurora are those of its instances")
    usual = None if database.present(path) else default_of(database.type, path, _surroundings(database))
    if database.flag(path, default=usual):
        return gap("the database has an address on the internet", database.at(path))
    return met("the database has a private address only", database.at(path))


def _surroundings(database: Resource) -> str:
    """Give the variant of AWS's default; a read replica has none that is documented."""
    if is_replica(database):
        return ""
    if database.present("DBSubnetGroupName"):
        chosen = "aurora" if in_cluster(database) else "subnet-group"
        return chosen if database.get("DBSubnetGroupName") != "default" else "default-vpc"
    return "aurora" if in_cluster(database) else "default-vpc"
