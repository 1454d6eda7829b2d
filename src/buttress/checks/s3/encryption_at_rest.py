"""Judges whether the objects of a bucket are encrypted at rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met
from buttress.graph.keys import refuse_keys_off

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::S3::Bucket", bears_on=(both("SEC08-BP02"),))
def encryption_at_rest(bucket: Resource, _graph: Graph) -> Verdict:
    """Objects are encrypted at rest.

    Source: "Setting default server-side encryption behavior" of the S3 User Guide: since 2023-01-05 S3 encrypts every
    new object, and that cannot be switched off.
    """
    path = "ServerSideEncryptionByDefault.KMSMasterKeyID"
    for rule in bucket.each("BucketEncryption.ServerSideEncryptionConfiguration"):
        refuse_keys_off(rule.get(path), rule.at(path))
    return met("S3 encrypts every object that came in since January 2023", bucket.at("BucketEncryption"))
