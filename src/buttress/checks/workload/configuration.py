"""Judges whether settings have a place of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, met, missing, supports
from buttress.graph.settings import settings

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph


@check(on="workload", bears_on=(supports("OPS05-BP03"), supports("serverless:ops_ops_q2_a5")), absence="account")
def configuration(graph: Graph) -> Verdict:
    """Settings are kept apart from the code and changed without a deployment."""
    for found in settings(graph):
        return met(f"{found.logical_id} keeps settings apart from the code", found.location)
    return missing("no place for settings is declared")
