"""Judges whether the material of a key is replaced every year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable, sets
from buttress.facts.service_defaults import default_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::KMS::Key",
    bears_on=(both("SEC08-BP01"),),
    severity=("low", "the material of a key never leaves KMS"),
    fix=sets({"EnableKeyRotation": True}),
)
def rotation(key: Resource, _graph: Graph) -> Verdict:
    """The material of a key is replaced by itself.

    Source: "Rotate AWS KMS keys" of the KMS Developer Guide: only symmetric keys whose material KMS made rotate by
    themselves.
    """
    if key.text("KeySpec", default="SYMMETRIC_DEFAULT") != "SYMMETRIC_DEFAULT":
        return not_applicable("KMS rotates symmetric encryption keys only")
    if key.text("Origin", default="AWS_KMS") != "AWS_KMS":
        return not_applicable("KMS rotates only keys whose material it made itself")
    if key.flag("EnableKeyRotation", default=default_of(key.type, "EnableKeyRotation")):
        return met("KMS replaces the material of the key by itself", key.at("EnableKeyRotation"))
    return gap("the key encrypts with the same material for as long as it exists", key.at("EnableKeyRotation"))
