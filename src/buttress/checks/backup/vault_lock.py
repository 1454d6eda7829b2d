"""Judges whether backups can be deleted before their time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, supports

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Backup::BackupVault",
    bears_on=(supports("REL09-BP02"),),
    severity=("medium", "it matters once somebody with an administrator's rights means harm"),
)
def vault_lock(vault: Resource, _graph: Graph) -> Verdict:
    """Backups cannot be deleted before their time."""
    if vault.present("LockConfiguration"):
        return met("the vault keeps its backups for the days that it is locked for", vault.at("LockConfiguration"))
    return gap("whoever may administer the account may delete every backup", vault.at())
