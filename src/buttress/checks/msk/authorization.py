"""Judges whether brokers ask their clients who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


CLIENTS: Final = "ClientAuthentication"
ASKING: Final = tuple(f"{CLIENTS}.{way}.Enabled" for way in ("Sasl.Iam", "Sasl.Scram", "Tls"))


@check(on="AWS::MSK::Cluster", bears_on=(both("SEC09-BP03"),))
def authorization(cluster: Resource, _graph: Graph) -> Verdict:
    """Brokers ask every client who it is."""
    path = f"{CLIENTS}.Unauthenticated.Enabled"
    if cluster.flag(path, default=False):
        return gap("whoever reaches the brokers may read and write", cluster.at(path))
    for way in those(ASKING, lambda each: cluster.flag(each, default=False)):
        return met("clients have to show who they are", cluster.at(way))
    return gap("no way to ask clients who they are is switched on", cluster.at(CLIENTS), "medium")
