"""Judges whether somebody waits for a slow runtime to start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met, not_applicable, supports
from buttress.graph.functions import is_image, keeps_warm, qualifiers_of, runtime_of, waiting_callers
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

SLOW: Final = ("dotnet", "java")


@check(on="AWS::Lambda::Function", bears_on=(supports("PERF02-BP02"), both("serverless:perf_perf_q1_a1")))
def start_up(function: Resource, graph: Graph) -> Verdict:
    """Nobody waits for a slow runtime to start."""
    if is_image(function):
        return not_applicable("what starts in its image is not known here")
    if runtime_of(function).family not in SLOW:
        return not_applicable(f"{function.text('Runtime')} starts fast by itself")
    if not waiting_callers(function, graph):
        return not_applicable("nobody waits for it")
    if function.get("SnapStart.ApplyOn") == "PublishedVersions":
        return met("it starts from a snapshot", function.at("SnapStart.ApplyOn"))
    for qualifier in those(qualifiers_of(function, graph), keeps_warm):
        return met("some of it is always started", qualifier.at("ProvisionedConcurrencyConfig"))
    return gap("callers wait while the runtime starts", function.at("Runtime"))
