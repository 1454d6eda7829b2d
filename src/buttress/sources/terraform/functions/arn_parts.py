"""The parts between the colons of an ARN that is known by its resource alone.

Source: "Amazon Resource Names (ARNs)" of the AWS General Reference for the parts, and the table "Resource types" of
each service in the Service Authorization Reference for what stands in the last one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.values import Hole, Reference
from buttress.sources.terraform.functions.marks import Lone

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("AWS::DynamoDB::Table", "Arn"): ("dynamodb", "table/"),
    ("AWS::ECS::Cluster", "Arn"): ("ecs", "cluster/"),
    ("AWS::Events::ApiDestination", "Arn"): ("events", "api-destination/"),
    ("AWS::Events::EventBus", "Arn"): ("events", "event-bus/"),
    ("AWS::Kinesis::Stream", "Arn"): ("kinesis", "stream/"),
    ("AWS::KinesisFirehose::DeliveryStream", "Arn"): ("firehose", "deliverystream/"),
    ("AWS::Lambda::Function", "Arn"): ("lambda", "function:"),
    ("AWS::SNS::Topic", "Ref"): ("sns", ""),
    ("AWS::SQS::Queue", "Arn"): ("sqs", ""),
    ("AWS::StepFunctions::StateMachine", "Arn"): ("states", "stateMachine:"),
    ("AWS::StepFunctions::StateMachine", "Ref"): ("states", "stateMachine:"),
}
"""By type and attribute: the service, and what stands before a name that has no colon."""


def arn_parts(part: object) -> list[list[object]] | None:
    """Give the parts of an ARN, each as the parts of a text; None for what is none, or may have further colons."""
    if not isinstance(part, Reference):
        return None
    known = _NAMES.get((part.resource.type, part.attribute))
    if known is None:
        return None
    service, head = known
    *before, last = head.split(":")
    inner: list[list[object]] = [[one] for one in before]
    partition, region, account = (Hole("pseudo", f"AWS::{name}") for name in ("Partition", "Region", "AccountId"))
    named: list[object] = [last, Lone("function", f"the name in {part}")]
    return [["arn"], [partition], [service], [region], [account], *inner, named]
