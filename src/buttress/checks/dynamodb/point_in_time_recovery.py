"""Judges whether a table can be brought back to an earlier moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met
from buttress.facts.service_defaults import default_of
from buttress.graph.tables import replica_path, replicas_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

PATH: Final = "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled"


@check(on=("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"), bears_on=(both("REL09-BP03"),))
def point_in_time_recovery(table: Resource, graph: Graph) -> Verdict:
    """A table can be brought back to an earlier moment."""
    default = default_of(table.type, replica_path(table, PATH))
    off = [replica for replica in replicas_of(table) if not replica.flag(PATH, default=default)]
    if not off:
        place = table.at("Replicas") if table.present("Replicas") else table.at(PATH)
        return met("DynamoDB keeps what is needed to go back to any second of the last weeks", place)
    for backup in graph.into(table, "backs-up"):
        return met("a backup plan copies it by schedule", backup.location)
    return gap("nothing is kept to go back to when items are overwritten or deleted by mistake", off[0].at(PATH))
