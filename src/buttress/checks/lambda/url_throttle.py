"""Judges whether a function's address lets in more than what stands behind it can take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met
from buttress.graph.functions import function_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


PATH: Final = "ReservedConcurrentExecutions"
"""Source: "Control access and throttle requests to function URLs", Lambda Developer Guide: no other setting does."""


@check(
    on="AWS::Lambda::Url",
    bears_on=(
        both("REL05-BP02"),
        both("serverless:rel_rel_q1_a1"),
    ),
)
def url_throttle(url: Resource, graph: Graph) -> Verdict:
    """The address of a function takes no more at once than somebody decided."""
    function = function_of(url, graph, "TargetFunctionArn")
    if function.present(PATH):
        return met("its function runs as often at once as somebody decided", function.at(PATH))
    return gap(
        "only the account's concurrency, which all functions share, holds requests back", function.at(PATH), "medium"
    )
