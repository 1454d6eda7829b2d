"""Judges whether a database asks its clients for more than a password that many may share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, not_applicable
from buttress.graph.by_design import by_design
from buttress.graph.databases import in_cluster

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on=("AWS::RDS::DBInstance", "AWS::RDS::DBCluster"),
    bears_on=(both("SEC09-BP03"),),
    severity=("low", "every engine asks for a password at least"),
)
def authorization(database: Resource, _graph: Graph) -> Verdict:
    """Clients of a database sign in with short-lived tokens of their own."""
    path = "EnableIAMDatabaseAuthentication"
    if in_cluster(database):
        return not_applicable("its cluster decides how clients sign in")
    if database.flag(path, default=False):
        return met("clients can sign in with tokens of IAM", database.at(path))
    return not_applicable(f"RDS {by_design('rds', 'authentication')}")
