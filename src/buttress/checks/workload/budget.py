"""Judges whether spending has a limit that somebody hears of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, missing, supports
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph


@check(
    on="workload",
    bears_on=(both("COST01-BP03"), supports("COST01-BP05"), supports("COST03-BP05")),
    absence="organization",
)
def budget(graph: Graph) -> Verdict:
    """Somebody hears of it when the workload costs more than expected."""
    budgets = tuple(graph.of_type("AWS::Budgets::Budget"))
    for found in those(budgets, lambda budget: budget.present("NotificationsWithSubscribers")):
        return met(f"{found.logical_id} tells when spending goes beyond it", found.location)
    for found in budgets:
        return gap(f"{found.logical_id} counts, and tells nobody", found.location)
    return missing("no budget is declared")
