"""Judges whether functions behind a REST API end before API Gateway stops waiting for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable, supports
from buttress.graph.apis import entries_of
from buttress.graph.overruns import calls_of
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::ApiGateway::RestApi", bears_on=(both("REL05-BP05"), supports("serverless:perf_perf_q1_a2")))
def integration_timeout(api: Resource, graph: Graph) -> Verdict:
    """No function behind the API may run longer than its caller waits."""
    late = those(calls_of(api, graph, entries_of(api, graph)), lambda call: call.overruns)
    if late:
        return gap(late[0].says, late[0].location)
    calls = list(calls_of(api, graph, entries_of(api, graph)))
    if not calls:
        return not_applicable("waits for no function")
    return met("every function behind it ends before the API stops waiting", calls[0].location)
