"""Judges whether environments stand ready when nobody is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing
from buttress.graph.by_design import by_design_of
from buttress.graph.functions import keeps_warm, qualifiers_of
from buttress.graph.scaling import scalers_of
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Lambda::Function",
    bears_on=(
        both("SUS02-BP01"),
        both("COST09-BP03"),
    ),
    absence="workload",
    severity=("low", "a few environments cost little next to customers who wait"),
)
def idle_concurrency(function: Resource, graph: Graph) -> Verdict:
    """No environments stand ready when nobody is there."""
    for kept in those(qualifiers_of(function, graph), keeps_warm):
        path = "ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions"
        for scaler in scalers_of(function, graph):
            return met("how many environments stand ready follows the load", scaler.location)
        return missing("as many environments stand ready by night as by day", kept.at(path), "medium")
    return met(f"Lambda {by_design_of(function, 'scaling')}, and keeps none ready", function.at(), "medium")
