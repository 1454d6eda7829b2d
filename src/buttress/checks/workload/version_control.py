"""Judges whether the files of the workload are under version control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing
from buttress.graph.signs import signs

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph


@check(on="workload", bears_on=(both("OPS05-BP01"),), absence="account")
def version_control(graph: Graph) -> Verdict:
    """Every change can be looked up and taken back."""
    for sign in signs(graph, "version control"):
        return met(f"the files are kept in {sign.tool}", sign.location)
    return missing("the files are in no repository")
