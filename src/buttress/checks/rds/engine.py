"""Judges whether the version of a database's engine is supported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.databases import in_cluster, support_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

SOON: Final = 180
"""Days: a new major version takes a team about half a year to test and bring in."""


@check(
    on=("AWS::RDS::DBInstance", "AWS::RDS::DBCluster"),
    bears_on=(both("OPS05-BP05"), both("SEC06-BP01"), both("PERF05-BP06")),
    severity=("medium", "AWS goes on with security fixes at a price, or upgrades the database itself"),
)
def engine(database: Resource, graph: Graph) -> Verdict:
    """The version of a database's engine is supported for half a year to come."""
    if in_cluster(database):
        return not_applicable("its cluster decides about the version")
    support, place = support_of(database), database.at("EngineVersion")
    end, name = support.standard_support_ends, f"{support.engine} {support.version}"
    if not end:
        return met(f"AWS has announced no end of support for {name}", place)
    left = (end - graph.today).days
    if left < 0:
        return gap(f"standard support of {name} ended on {end.isoformat()}", place)
    if left < SOON:
        return gap(f"standard support of {name} ends on {end.isoformat()}", place)
    return met(f"{name} is supported until {end.isoformat()}", place)
