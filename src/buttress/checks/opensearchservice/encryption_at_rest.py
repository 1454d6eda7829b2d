"""Judges whether the indexes of a domain are encrypted at rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, sets
from buttress.facts.service_defaults import default_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::OpenSearchService::Domain",
    bears_on=(both("SEC08-BP02"),),
    fix=sets(
        {"EncryptionAtRestOptions.Enabled": True},
        unsafe="domains before Elasticsearch 6.7 are replaced, and their data is not taken along",
    ),
)
def encryption_at_rest(domain: Resource, _graph: Graph) -> Verdict:
    """Indexes are encrypted at rest."""
    path = "EncryptionAtRestOptions.Enabled"
    if domain.flag(path, default=default_of(domain.type, path)):
        return met("indexes, logs and snapshots are encrypted", domain.at(path))
    return gap("indexes, logs and snapshots are readable without a key", domain.at(path))
