"""Judges whether a secret is encrypted at rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met
from buttress.graph.keys import refuse_keys_off

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::SecretsManager::Secret", bears_on=(both("SEC08-BP02"),))
def encryption_at_rest(secret: Resource, _graph: Graph) -> Verdict:
    """A secret is encrypted at rest.

    Source: "Secret encryption and decryption in AWS Secrets Manager" of its User Guide: `KmsKeyId` only chooses the
    key.
    """
    refuse_keys_off(secret.get("KmsKeyId"), secret.at("KmsKeyId"))
    return met("Secrets Manager encrypts every secret", secret.at("KmsKeyId"))
