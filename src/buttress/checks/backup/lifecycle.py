"""Judges whether backups expire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Backup::BackupPlan",
    bears_on=(both("COST04-BP05"), both("SUS04-BP03")),
    severity=("low", "the bill grows slowly, and a backup too many saves more than one too few"),
)
def lifecycle(plan: Resource, _graph: Graph) -> Verdict:
    """Backups expire by themselves."""
    rules = tuple(plan.each("BackupPlan.BackupPlanRule"))
    for rule in those(rules, lambda each: not each.present("Lifecycle.DeleteAfterDays")):
        return gap("what this rule backs up is kept, and paid for, for ever", rule.at())
    return met("every rule says when its backups expire", plan.at("BackupPlan.BackupPlanRule"))
