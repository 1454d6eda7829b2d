"""Judges whether API Gateway turns malformed requests away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, not_applicable, supports
from buttress.graph.apis import entries_of
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::ApiGateway::RestApi",
    bears_on=(supports("REL03-BP03"), supports("serverless:sec_sec_q3_a5")),
    severity=("low", "the code behind the API may validate just as well"),
)
def request_validation(api: Resource, graph: Graph) -> Verdict:
    """Operations that take input have it validated before anything behind the API runs."""
    taking = those(entries_of(api, graph), lambda entry: entry.brings_input)
    if not taking:
        return not_applicable("declares no operation that takes a body")
    unchecked = those(entries_of(api, graph), lambda entry: entry.brings_input and not entry.validated)
    if not unchecked:
        return met("every operation with a body names a validator", taking[0].location)
    count = f"{len(unchecked)} of {len(taking)} operations with a body"
    return gap(f"whatever comes is handed on at {count}, {unchecked[0].name} first", unchecked[0].location, "low")
