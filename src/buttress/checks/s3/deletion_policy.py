"""Judges whether the objects of a bucket outlive its stack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import check, gap, met, sets, supports
from buttress.graph.deletion import deletion_policies
from buttress.graph.selection import such, those
from buttress.graph.values import Reference

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

WHEN: Final = {
    "DeletionPolicy": "what declares it is removed",
    "UpdateReplacePolicy": "an update replaces it",
}
EMPTIER: Final = "Custom::S3AutoDeleteObjects"
"""The custom resource of the AWS CDK that empties a bucket (`autoDeleteObjects`)."""


@check(
    on="AWS::S3::Bucket",
    bears_on=(supports("OPS06-BP01"), supports("REL09-BP01")),
    severity=("low", "a bucket that still has objects is not deleted: something has to empty it first"),
    fix=sets({"DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}, beside=True),
)
def deletion_policy(bucket: Resource, graph: Graph) -> Verdict:
    """The objects of a bucket outlive its stack, and so does the bucket.

    Source: "DeletionPolicy attribute" of the CloudFormation template reference: only empty buckets can be deleted.
    """
    lost = [policy for policy in deletion_policies(bucket) if not policy.keeps]
    if not lost:
        return met(
            "the bucket is kept when what declares it goes or an update replaces it", bucket.body.at("DeletionPolicy")
        )
    when = " or ".join(WHEN[policy.attribute] for policy in lost)
    for emptier in those(such(graph, lambda each: each.get("BucketName") == Reference(bucket, "Ref"), EMPTIER), bool):
        return gap(f"{emptier.logical_id} empties the bucket, and the bucket goes, when {when}", lost[0].location)
    return gap(f"the bucket goes, if it is empty or emptied first, when {when}", lost[0].location, "medium")
