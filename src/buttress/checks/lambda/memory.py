"""Judges whether the memory of a function was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import check, gap, met, supports
from buttress.facts.service_defaults import default_of
from buttress.graph.tool_defaults import is_tool_default

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

LEAST: Final = 128
MUCH: Final = 3008
"""In MB; up to 1,769 MB a function has a part of one processor. Source: "Configure Lambda function memory"."""


@check(
    on="AWS::Lambda::Function",
    bears_on=(
        supports("PERF02-BP04"),
        supports("COST06-BP02"),
        supports("serverless:perf_perf_q1_a3"),
        supports("serverless:cost_cost_q1_a3"),
    ),
    severity=("low", "only a measurement tells what is right"),
)
def memory(function: Resource, _graph: Graph) -> Verdict:
    """A function has memory that was chosen for it."""
    size = function.number("MemorySize", default=default_of("AWS::Lambda::Function", "MemorySize"))
    if size <= LEAST:
        return gap("128 MB come with a fourteenth of a processor", function.at("MemorySize"), "low")
    if size > MUCH:
        return gap(f"{size:,.0f} MB are rarely used", function.at("MemorySize"), "low")
    if is_tool_default(function, "MemorySize"):
        return gap(f"{size:,.0f} MB are the default of the tool that deploys it", function.at("MemorySize"), "low")
    return met(f"{size:,.0f} MB", function.at("MemorySize"))
