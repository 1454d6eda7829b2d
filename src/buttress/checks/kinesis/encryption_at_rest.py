"""Judges whether the records in a stream are encrypted at rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, sets

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Kinesis::Stream",
    bears_on=(both("SEC08-BP02"),),
    fix=sets(
        {"StreamEncryption.EncryptionType": "KMS", "StreamEncryption.KeyId": "alias/aws/kinesis"},
        unsafe="AWS's own key serves its own account only: who writes or reads from another one is refused",
    ),
)
def encryption_at_rest(stream: Resource, _graph: Graph) -> Verdict:
    """Records in a stream are encrypted at rest."""
    path = "StreamEncryption.EncryptionType"
    if stream.get(path) == "KMS":
        return met("encrypted with a key in KMS", stream.at(path))
    return gap("records are stored unencrypted", stream.at("StreamEncryption"))
