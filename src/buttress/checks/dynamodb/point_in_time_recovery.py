"""Judges whether a table can be brought back to an earlier moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met, sets
from buttress.facts.service_defaults import default_of
from buttress.graph.selection import those
from buttress.graph.tables import replica_path, replicas_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

PATH: Final = "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled"


@check(
    on=("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"),
    bears_on=(both("REL09-BP03"),),
    fix=sets(
        {"PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled": True},
        on="AWS::DynamoDB::Table",
        unsafe="it is paid for by the size of the table",
    ),
)
def point_in_time_recovery(table: Resource, graph: Graph) -> Verdict:
    """A table can be brought back to an earlier moment.

    One replica of a global table is enough: all hold the same items, and a restore may go to another Region. Source:
    "Point-in-time recovery for DynamoDB" of its Developer Guide.
    """
    default = default_of(table.type, replica_path(table, PATH))
    for replica in those(replicas_of(table), lambda each: each.flag(PATH, default=default)):
        return met("DynamoDB keeps what is needed to go back to any second of the last weeks", replica.at(PATH))
    for backup in graph.into(table, "backs-up"):
        return met("a backup plan copies it by schedule", backup.location)
    place = table.at("Replicas") if table.present("Replicas") else table.at(PATH)
    return gap("nothing is kept to go back to when items are overwritten or deleted by mistake", place)
