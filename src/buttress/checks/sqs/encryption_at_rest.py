"""Judges whether the messages in a queue are encrypted at rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, sets
from buttress.facts.service_defaults import default_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::SQS::Queue",
    bears_on=(both("SEC08-BP02"),),
    fix=sets({"SqsManagedSseEnabled": True}),
)
def encryption_at_rest(queue: Resource, _graph: Graph) -> Verdict:
    """Messages in a queue are encrypted at rest."""
    if queue.get("KmsMasterKeyId"):
        return met("encrypted with a key in KMS", queue.at("KmsMasterKeyId"))
    path = "SqsManagedSseEnabled"
    if queue.flag(path, default=default_of(queue.type, path)):
        return met("encrypted with keys of SQS", queue.at(path))
    return gap("encryption is switched off", queue.at(path))
