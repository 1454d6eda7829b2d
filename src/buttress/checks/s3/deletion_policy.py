"""Judges whether the objects of a bucket outlive its stack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import check, gap, met, supports
from buttress.graph.deletion import deletion_policies

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

WHEN: Final = {
    "DeletionPolicy": "the stack is deleted",
    "UpdateReplacePolicy": "an update replaces it",
}


@check(
    on="AWS::S3::Bucket",
    bears_on=(supports("OPS06-BP01"), supports("REL09-BP01")),
    severity=("medium", "it takes a second mistake to lose the data: a backup brings it back"),
)
def deletion_policy(bucket: Resource, _graph: Graph) -> Verdict:
    """The objects of a bucket outlive its stack."""
    lost = [policy for policy in deletion_policies(bucket) if not policy.keeps]
    if not lost:
        return met("the bucket is kept when its stack goes or an update replaces it", bucket.body.at("DeletionPolicy"))
    when = " or ".join(WHEN[policy.attribute] for policy in lost)
    return gap(f"CloudFormation tries to delete the bucket when {when}", lost[0].location)
