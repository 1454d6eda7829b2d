"""Judges whether load is tried before customers bring it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, met, missing, supports
from buttress.graph.signs import signs

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph


@check(
    on="workload",
    bears_on=(
        supports("REL12-BP03"),
        supports("REL07-BP04"),
        supports("PERF05-BP04"),
        supports("serverless:rel_rel_q2_a4"),
    ),
    absence="account",
)
def load_test(graph: Graph) -> Verdict:
    """How much the workload can take is tried before customers do."""
    for sign in signs(graph, "load test"):
        return met(f"there is a load test for {sign.tool}", sign.location)
    return missing("no load test is among the files")
