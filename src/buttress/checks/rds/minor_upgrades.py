"""Judges whether a database gets fixes by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable, sets
from buttress.facts.service_defaults import default_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on=("AWS::RDS::DBInstance", "AWS::RDS::DBCluster"),
    bears_on=(both("OPS05-BP05"), both("SEC06-BP01"), both("PERF05-BP06")),
    severity=("medium", "a team may install minor versions itself"),
    fix=sets({"AutoMinorVersionUpgrade": True}, unsafe="an upgrade restarts the database in its maintenance window"),
)
def minor_upgrades(database: Resource, _graph: Graph) -> Verdict:
    """A database gets fixes of its engine by itself."""
    path = "AutoMinorVersionUpgrade"
    if database.type == "AWS::RDS::DBCluster" and not database.present("DBClusterInstanceClass"):
        return not_applicable("the instances of the cluster are judged")
    if database.flag(path, default=default_of(database.type, path)):
        return met("RDS installs minor versions in the maintenance window", database.at(path))
    return gap("fixes of the engine wait until somebody installs them", database.at(path))
