"""Judges whether the items of a table are encrypted at rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met
from buttress.graph.keys import refuse_keys_off
from buttress.graph.tables import replicas_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on=("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"), bears_on=(both("SEC08-BP02"),))
def encryption_at_rest(table: Resource, _graph: Graph) -> Verdict:
    """Items are encrypted at rest.

    Source: "DynamoDB encryption at rest" of the DynamoDB Developer Guide: it cannot be switched off, and only the key
    is chosen.
    """
    path = "SSESpecification.KMSMasterKeyId"
    for replica in replicas_of(table):
        refuse_keys_off(replica.get(path), replica.at(path))
    return met("DynamoDB encrypts every table, whichever key it chooses", table.at("SSESpecification"))
