"""`AWS::Serverless::SimpleTable`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.sources.cloudformation.sam.maker import made, tags_of
from buttress.sources.cloudformation.sam.shape import member, text

if TYPE_CHECKING:
    from buttress.sources.cloudformation.sam.expansion import Expansion, Source
    from buttress.sources.cloudformation.sam.maker import Value

TYPES: Final = {"String": "S", "Number": "N", "Binary": "B"}


def expand_table(expansion: Expansion, source: Source) -> None:
    """Make the table with its one key; without a throughput it is billed per request."""
    key = source.get("PrimaryKey")
    cause = key if key is not None else source.node
    name = member(key, "Name") or made("id", cause)
    kind = member(key, "Type")
    letter = made(TYPES.get(text(kind) or "String", "S"), kind if kind is not None else cause)
    properties: dict[str, Value] = {
        **source.without("PrimaryKey", "Tags"),
        "AttributeDefinitions": made([{"AttributeName": name, "AttributeType": letter}], cause),
        "KeySchema": made([{"AttributeName": name, "KeyType": "HASH"}], cause),
        "BillingMode": None if source.get("ProvisionedThroughput") is not None else "PAY_PER_REQUEST",
        "Tags": tags_of(source.get("Tags")) or None,
    }
    expansion.become(source, "AWS::DynamoDB::Table", properties)
