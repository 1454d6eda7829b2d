"""Judges whether records that wait for delivery are encrypted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable, sets
from buttress.facts.service_defaults import default_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::KinesisFirehose::DeliveryStream",
    bears_on=(both("SEC08-BP02"),),
    severity=("medium", "records wait for minutes, in interim storage that Firehose encrypts in any case"),
    fix=sets({"DeliveryStreamEncryptionConfigurationInput.KeyType": "AWS_OWNED_CMK"}),
)
def encryption_at_rest(stream: Resource, _graph: Graph) -> Verdict:
    """Records that wait for delivery are encrypted.

    Source: "Data protection in Amazon Data Firehose" of its Developer Guide: Firehose encrypts its interim storage, and
    server-side encryption is to be switched on beside it; with a stream as its source it stores nothing itself.
    """
    path = "DeliveryStreamEncryptionConfigurationInput"
    if stream.text("DeliveryStreamType", default=default_of(stream.type, "DeliveryStreamType")) != "DirectPut":
        return not_applicable("its source keeps the records until they are delivered")
    if stream.present(path):
        return met("records are encrypted until they are delivered", stream.at(path))
    return gap("server-side encryption of what waits is not switched on", stream.at(), "medium")
