"""Judges whether a bucket keeps what is overwritten or deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, sets, supports
from buttress.facts.service_defaults import default_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::S3::Bucket",
    bears_on=(supports("REL09-BP01"), supports("REL09-BP03")),
    severity=("medium", "many buckets hold what can be made again"),
    fix=sets(
        {"VersioningConfiguration.Status": "Enabled"},
        unsafe="earlier versions are kept and paid for until a lifecycle rule ends them",
    ),
)
def versioning(bucket: Resource, graph: Graph) -> Verdict:
    """A bucket keeps what is overwritten or deleted."""
    path = "VersioningConfiguration.Status"
    if bucket.text(path, default=default_of(bucket.type, path)) == "Enabled":
        return met("earlier versions stay when an object is overwritten or deleted", bucket.at(path))
    for backup in graph.into(bucket, "backs-up"):
        return met("a backup plan copies it", backup.location)
    return gap("an object that is overwritten or deleted is gone", bucket.at(path))
