"""Judges whether the operations of a REST API find out who calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.apis import entries_of
from buttress.graph.domains import asks_certificate
from buttress.graph.resource_policies import lets_in_networks_only, names_callers
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::ApiGateway::RestApi", bears_on=(both("SEC09-BP03"), both("serverless:sec_sec_q1_a1")))
def authorization(api: Resource, graph: Graph) -> Verdict:
    """Every operation of the API finds out who is calling."""
    asking = those(entries_of(api, graph), lambda entry: not entry.preflight)
    if not asking:
        return not_applicable("declares no operation that needs it")
    open_ones = those(entries_of(api, graph), lambda entry: not entry.preflight and not entry.asks_who)
    if not open_ones:
        return met("every operation has an authorizer", asking[0].location)
    if asks_certificate(api, graph):
        return met("callers show a certificate of their own", api.at("DisableExecuteApiEndpoint"))
    if names_callers(api):
        return met("its resource policy lets in only callers that it names", api.at("Policy"), "medium")
    count = f"callers are not asked who they are at {len(open_ones)} of {len(asking)} operations"
    if lets_in_networks_only(api):
        return gap(f"{count}; only the network they come from is looked at", open_ones[0].location, "low")
    return gap(f"{count}, {open_ones[0].name} first", open_ones[0].location)
