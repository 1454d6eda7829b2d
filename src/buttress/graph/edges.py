"""Which functions CloudFront runs at its edges, where much of Lambda is not to be had.

Source: "Restrictions on Lambda@Edge" of the Amazon CloudFront Developer Guide: neither layers nor X-Ray nor arm64, and
a numbered version rather than an alias.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.distributions import DISTRIBUTION

if TYPE_CHECKING:
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


def runs_at_edge(function: Resource, graph: Graph) -> bool:
    """Say whether a distribution that is declared here has a function run at its edges.

    A proposal would draw it: a function that no distribution triggers there is asked as any other.
    """
    distributions = graph.by_type.get(DISTRIBUTION, ())
    if graph.proposed:
        drawn = (graph.index.out.get((one.id, "triggers"), ()) for one in distributions)
        return any(relation.target is function for relations in drawn for relation in relations)
    return any(
        relation.target is function
        for distribution in distributions
        for relation in graph.out(distribution, "triggers", where=lambda relation: relation.target is function)
    )
