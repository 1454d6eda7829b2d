"""Judges whether the routes of an HTTP API, or the connections of a WebSocket API, find out who calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, missing, not_applicable
from buttress.graph.domains import asks_certificate
from buttress.graph.routes import entries_of, is_websocket, opens_connection
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::ApiGatewayV2::Api",
    bears_on=(both("SEC09-BP03"), both("serverless:sec_sec_q1_a1")),
    absence="workload",
)
def authorization(api: Resource, graph: Graph) -> Verdict:
    """Every route of the API finds out who is calling; a WebSocket API does so when a connection is opened."""
    if is_websocket(api):
        return _connection(api, graph)
    asking = those(entries_of(api, graph), lambda entry: not entry.preflight)
    if not asking:
        return not_applicable("declares no route that needs it")
    open_ones = those(entries_of(api, graph), lambda entry: not entry.preflight and not entry.asks_who)
    if not open_ones:
        return met("every route has an authorizer", asking[0].location)
    if asks_certificate(api, graph):
        return met("callers show a certificate of their own", api.at("DisableExecuteApiEndpoint"))
    count = f"callers are not asked who they are at {len(open_ones)} of {len(asking)} routes"
    return gap(f"{count}, {open_ones[0].name} first", open_ones[0].location)


def _connection(api: Resource, graph: Graph) -> Verdict:
    """Judge a WebSocket API: what is sent over an open connection is not asked again."""
    connecting = those(entries_of(api, graph), opens_connection)
    if not connecting:
        return missing("declares no $connect route, so anybody may open a connection", api.at())
    if connecting[0].asks_who:
        return met("asks who opens a connection", connecting[0].location)
    return gap("anybody may open a connection", connecting[0].location)
