"""Judges whether the data of a database outlives its stack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import check, gap, met, not_applicable, sets, supports
from buttress.facts.service_defaults import default_of
from buttress.graph.databases import in_cluster, is_replica
from buttress.graph.deletion import deletion_policies

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

WHEN: Final = {
    "DeletionPolicy": "what declares it is removed",
    "UpdateReplacePolicy": "an update replaces it",
}


@check(
    on=("AWS::RDS::DBInstance", "AWS::RDS::DBCluster"),
    bears_on=(supports("OPS06-BP01"), supports("REL09-BP01")),
    severity=("medium", "it takes a second mistake to lose the data: a backup brings it back"),
    fix=sets({"DeletionPolicy": "Snapshot", "UpdateReplacePolicy": "Snapshot"}, beside=True),
)
def deletion_policy(database: Resource, _graph: Graph) -> Verdict:
    """The data of a database outlives its stack."""
    if in_cluster(database):
        return not_applicable("the data is in its cluster")
    if is_replica(database):
        return not_applicable("it is a read replica: the data is in its source")
    lost = [policy for policy in deletion_policies(database) if not policy.keeps]
    if not lost:
        return met(
            "the database or a snapshot of it stays, whatever happens to what declares it",
            database.body.at("DeletionPolicy"),
        )
    if database.flag("DeletionProtection", default=default_of(database.type, "DeletionProtection")):
        return met("deletion protection keeps the database from being deleted", database.at("DeletionProtection"))
    if not database.flag("DeleteAutomatedBackups", default=default_of(database.type, "DeleteAutomatedBackups")):
        return met("its automated backups stay for some days", database.at("DeleteAutomatedBackups"), "medium")
    when = " or ".join(WHEN[policy.attribute] for policy in lost)
    return gap(f"the data is deleted, and the automated backups with it, when {when}", lost[0].location)
