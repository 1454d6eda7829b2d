"""Judges whether a table can be deleted in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import check, gap, met, sets, supports
from buttress.facts.service_defaults import default_of
from buttress.graph.tables import replica_path, replicas_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

PATH: Final = "DeletionProtectionEnabled"


@check(
    on=("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"),
    bears_on=(supports("OPS06-BP01"), supports("REL09-BP01")),
    severity=("medium", "it takes a second mistake to lose the items: a backup brings them back"),
    fix=sets({"DeletionProtectionEnabled": True}, on="AWS::DynamoDB::Table"),
)
def deletion_protection(table: Resource, _graph: Graph) -> Verdict:
    """A table cannot be deleted in one step."""
    default = default_of(table.type, replica_path(table, PATH))
    open_ones = [replica for replica in replicas_of(table) if not replica.flag(PATH, default=default)]
    if open_ones:
        return gap("one call deletes the table with its items", open_ones[0].at(PATH))
    place = table.at("Replicas") if table.present("Replicas") else table.at(PATH)
    return met("the protection must be taken off before the table can be deleted", place)
