"""The IAM documents that SAM writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.node import call
from buttress.sources.cloudformation.sam.maker import PARTITION, made

if TYPE_CHECKING:
    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.maker import Value

VERSION = "2012-10-17"


def allow(actions: str | list[str], resource: Value) -> dict[str, Value]:
    """Give a statement that allows actions on a resource."""
    return {"Action": actions, "Effect": "Allow", "Resource": resource}


def policy(name: str, statements: list[Value], cause: Node, version: str | None = None) -> Node:
    """Make an inline policy of a role."""
    return made({"PolicyName": name, "PolicyDocument": {"Version": version, "Statement": statements}}, cause)


def trust(service: str, cause: Node) -> Node:
    """Make the document that lets a service assume a role."""
    statement: dict[str, Value] = {"Action": ["sts:AssumeRole"], "Effect": "Allow", "Principal": {"Service": [service]}}
    return made({"Version": VERSION, "Statement": [statement]}, cause)


def queue_policy(principal: Value, source: Node, queue: Node, cause: Node) -> Node:
    """Make the document that lets a service send messages to a queue on behalf of one source."""
    statement: dict[str, Value] = {
        "Action": "sqs:SendMessage",
        "Effect": "Allow",
        "Principal": principal,
        "Resource": queue,
        "Condition": {"ArnEquals": {"aws:SourceArn": source}},
    }
    return made({"Version": VERSION, "Statement": [statement]}, cause)


def sending_policy(kind: str, name: str, arn: Node, cause: Node) -> Node | None:
    """Make the inline policy that a destination of that kind needs; None for a kind that needs none."""
    if kind == "SQS":
        return policy(f"{name}SQSPolicy", [allow("sqs:SendMessage", arn)], cause)
    if kind == "SNS":
        return policy(f"{name}SNSPolicy", [allow("sns:publish", arn)], cause)
    if kind == "EventBridge":
        return policy(f"{name}EventBridgePolicy", [allow("events:PutEvents", arn)], cause)
    if kind == "Lambda":
        return policy(f"{name}LambdaPolicy", [allow("lambda:InvokeFunction", arn)], cause)
    if kind in ("S3", "S3Bucket"):
        objects = everything_in(arn, cause)
        return policy(f"{name}S3Policy", [allow("s3:PutObject", objects), allow("s3:ListBucket", arn)], cause)
    return None


def everything_in(arn: Node, cause: Node) -> Node:
    """Make the ARN of everything in a bucket."""
    return call("Fn::Join", made(["/", [arn, "*"]], cause), cause)


def managed_arn(path: str, cause: Node) -> Node:
    """Make the ARN of a managed policy of AWS."""
    return made(f"arn:{PARTITION}:iam::aws:policy/{path}", cause)
