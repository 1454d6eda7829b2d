"""Judges whether the timeout of a function was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, supports
from buttress.graph.tool_defaults import is_tool_default

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::Lambda::Function", bears_on=(supports("REL05-BP05"), supports("serverless:perf_perf_q1_a3")))
def timeout(function: Resource, _graph: Graph) -> Verdict:
    """A function has a timeout that somebody chose."""
    if is_tool_default(function, "Timeout"):
        return gap("it is stopped after the default of the tool that deploys it", function.at("Timeout"), "medium")
    if function.present("Timeout"):
        return met("somebody chose its timeout", function.at("Timeout"))
    return gap("it is stopped after the default of 3 seconds", function.at(), "medium")
