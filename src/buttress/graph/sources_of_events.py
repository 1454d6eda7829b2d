"""What an event source mapping reads from: a queue, a stream, a broker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from buttress.graph.layers import literals
from buttress.graph.values import NotKnown, Reference, Text

if TYPE_CHECKING:
    from buttress.graph.resource import Resource

EventSource = Literal["documentdb", "dynamodb", "kafka", "kinesis", "mq", "sqs"]

STREAMS: Final = ("dynamodb", "kinesis")
"""Sources that keep the order of their records, so that one that fails holds up those behind it."""

BY_TYPE: Final[dict[str, EventSource]] = {
    "AWS::AmazonMQ::Broker": "mq",
    "AWS::DocDB::DBCluster": "documentdb",
    "AWS::DynamoDB::GlobalTable": "dynamodb",
    "AWS::DynamoDB::Table": "dynamodb",
    "AWS::Kinesis::Stream": "kinesis",
    "AWS::Kinesis::StreamConsumer": "kinesis",
    "AWS::MSK::Cluster": "kafka",
    "AWS::MSK::ServerlessCluster": "kafka",
    "AWS::SQS::Queue": "sqs",
}
BY_ARN: Final[dict[str, EventSource]] = {
    ":dynamodb:": "dynamodb",
    ":kafka:": "kafka",
    ":kinesis:": "kinesis",
    ":mq:": "mq",
    ":rds:": "documentdb",
    ":sqs:": "sqs",
}
BY_PROPERTY: Final[dict[str, EventSource]] = {
    "AmazonManagedKafkaEventSourceConfig": "kafka",
    "DocumentDBEventSourceConfig": "documentdb",
    "Queues": "mq",
    "ScalingConfig": "sqs",
    "SelfManagedEventSource": "kafka",
    "Topics": "kafka",
}
"""Properties that only mappings of one kind of source may have.

Source: "AWS::Lambda::EventSourceMapping", CloudFormation Template Reference.
"""


def event_source_of(mapping: Resource) -> EventSource:
    """Give what a mapping reads from, by what it refers to, else by the ARN's text, else by the properties it has.

    Raises `NotKnown` where none of them tells.
    """
    value = mapping.get("EventSourceArn")
    for reference in _references(value):
        if reference.resource.type in BY_TYPE:
            return BY_TYPE[reference.resource.type]
    named = [kind for words, kind in BY_ARN.items() if words in literals(value)]
    declared = [kind for path, kind in BY_PROPERTY.items() if mapping.present(path)]
    for kind in (*named, *declared):
        return kind
    raise NotKnown("what it reads from is not known here", mapping.at("EventSourceArn"))


def stream_of(mapping: Resource) -> tuple[Resource, ...]:
    """Give the stream or table that a mapping refers to, none where it is declared elsewhere."""
    return tuple(
        found.resource for found in _references(mapping.get("EventSourceArn")) if found.resource.type in BY_TYPE
    )


def _references(value: object) -> tuple[Reference, ...]:
    if isinstance(value, Text):
        return value.references
    return (value,) if isinstance(value, Reference) else ()


__all__ = ["STREAMS", "EventSource", "event_source_of", "stream_of"]
