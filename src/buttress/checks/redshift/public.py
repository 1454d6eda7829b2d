"""Judges whether a warehouse can be reached from the internet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, sets
from buttress.facts.service_defaults import default_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Redshift::Cluster",
    bears_on=(both("SEC05-BP01"), both("SEC08-BP04")),
    fix=sets({"PubliclyAccessible": False}, unsafe="clients that come over the internet reach it no more"),
)
def public(cluster: Resource, _graph: Graph) -> Verdict:
    """A warehouse has no address on the internet."""
    if cluster.flag("PubliclyAccessible", default=default_of(cluster.type, "PubliclyAccessible")):
        return gap("the warehouse has an address on the internet", cluster.at("PubliclyAccessible"))
    return met("the warehouse has a private address only", cluster.at("PubliclyAccessible"))
