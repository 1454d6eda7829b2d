"""Judges whether functions share connections to a database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing, not_applicable, supports
from buttress.graph.database_clients import clients_of, proxies_of
from buttress.graph.databases import in_cluster

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on=("AWS::RDS::DBInstance", "AWS::RDS::DBCluster"),
    bears_on=(both("serverless:rel_rel_q1_a3"), supports("REL05-BP04")),
    absence="workload",
    severity=("medium", "it hurts only while very many instances of the functions run at once"),
)
def proxy(database: Resource, graph: Graph) -> Verdict:
    """Functions share connections to a database through a proxy or the Data API."""
    if in_cluster(database):
        return not_applicable("its cluster is judged")
    for group in proxies_of(database, graph):
        return met("a proxy shares connections between those who come", group.location)
    if database.flag("EnableHttpEndpoint", default=False):
        return met(
            "functions can use the Data API, which shares connections", database.at("EnableHttpEndpoint"), "medium"
        )
    for client in clients_of(database, graph):
        name = client.function.logical_id
        return missing(f"each instance of {name} opens a connection of its own", client.location, "medium")
    return not_applicable("no function is seen to connect to it")
