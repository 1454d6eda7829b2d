"""Judges whether the messages in a topic are encrypted with a key in KMS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, sets, supports

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::SNS::Topic",
    bears_on=(supports("SEC08-BP02"),),
    severity=("low", "SNS keeps messages on encrypted disks in any case"),
    fix=sets(
        {"KmsMasterKeyId": "alias/aws/sns"},
        unsafe="services of AWS, such as alarms, cannot publish under AWS's own key",
    ),
)
def encryption_at_rest(topic: Resource, _graph: Graph) -> Verdict:
    """Messages in a topic are encrypted at rest with a key in KMS.

    Without one, SNS stores messages on encrypted disks, but does not encrypt the messages themselves. Source: "Securing
    Amazon SNS data with server-side encryption", SNS Developer Guide.
    """
    if topic.get("KmsMasterKeyId"):
        return met("encrypted with a key in KMS", topic.at("KmsMasterKeyId"))
    return gap("messages lie on encrypted disks, but under no key in KMS", topic.at())
