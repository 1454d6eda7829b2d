"""Judges whether the items of a table outlive its stack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import check, gap, met, sets, supports
from buttress.facts.service_defaults import default_of
from buttress.graph.deletion import deletion_policies
from buttress.graph.selection import those
from buttress.graph.tables import replica_path, replicas_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

WHEN: Final = {
    "DeletionPolicy": "what declares it is removed",
    "UpdateReplacePolicy": "an update replaces it",
}
PROTECTION: Final = "DeletionProtectionEnabled"


@check(
    on=("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"),
    bears_on=(supports("OPS06-BP01"), supports("REL09-BP01")),
    severity=("medium", "it takes a second mistake to lose the data: a backup brings it back"),
    fix=sets({"DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}, beside=True),
)
def deletion_policy(table: Resource, _graph: Graph) -> Verdict:
    """The items of a table outlive its stack."""
    lost = [policy for policy in deletion_policies(table) if not policy.keeps]
    if not lost:
        return met(
            "the table is kept when what declares it is removed or an update replaces it",
            table.body.at("DeletionPolicy"),
        )
    default = default_of(table.type, replica_path(table, PROTECTION))
    for replica in those(replicas_of(table), lambda each: each.flag(PROTECTION, default=default)):
        return met("deletion protection keeps the table from being deleted", replica.at(PROTECTION))
    when = " or ".join(WHEN[policy.attribute] for policy in lost)
    return gap(f"the table is deleted with its items when {when}", lost[0].location)
