"""Judges whether a search domain is backed up by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met
from buttress.graph.by_design import by_design

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::OpenSearchService::Domain",
    bears_on=(both("REL09-BP03"),),
    severity=("low", "the service does it, whatever is declared"),
)
def backup(domain: Resource, _graph: Graph) -> Verdict:
    """A search domain is backed up by itself."""
    return met(f"OpenSearch Service {by_design('opensearch', 'snapshots')}", domain.at(), "medium")
