"""Judges whether log events are encrypted at rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met
from buttress.graph.keys import refuse_keys_off

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::Logs::LogGroup", bears_on=(both("SEC08-BP02"),))
def encryption_at_rest(group: Resource, _graph: Graph) -> Verdict:
    """Log events are encrypted at rest.

    Source: "Encrypt log data in CloudWatch Logs using AWS KMS" of the CloudWatch Logs User Guide: log data is always
    encrypted, `KmsKeyId` only chooses the key.
    """
    refuse_keys_off(group.get("KmsKeyId"), group.at("KmsKeyId"))
    return met("CloudWatch Logs encrypts every log group", group.at("KmsKeyId"))
