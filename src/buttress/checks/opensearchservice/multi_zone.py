"""Judges whether a domain survives the loss of a zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met
from buttress.facts.service_defaults import default_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::OpenSearchService::Domain", bears_on=(both("REL10-BP01"), both("REL11-BP02")))
def multi_zone(domain: Resource, _graph: Graph) -> Verdict:
    """A domain has nodes in several zones."""
    path = "ClusterConfig.ZoneAwarenessEnabled"
    if domain.flag("ClusterConfig.MultiAZWithStandbyEnabled", default=False):
        return met(
            "it runs in three zones, one of them in reserve", domain.at("ClusterConfig.MultiAZWithStandbyEnabled")
        )
    if domain.flag(path, default=default_of(domain.type, path)):
        return met("nodes and copies of the indexes are spread over zones", domain.at(path))
    return gap("all nodes are in one zone, and search is away with it", domain.at(path))
