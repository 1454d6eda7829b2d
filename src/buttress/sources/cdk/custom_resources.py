"""The custom resources that the CDK's own constructs declare, read as what they are documented to do.

Each is told by its type and by the provider function that `ServiceToken` names, whose logical id the CDK fixes: another
resource that calls itself so stays unread. Source: the API reference of `aws-cdk-lib` for the constructs named below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import LIST, MAP, Node
from buttress.records import dataclass
from buttress.sources.cloudformation.sam.maker import made, with_value
from buttress.sources.cloudformation.sam.shape import called, items, member, members, text
from buttress.sources.cloudformation.template import type_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from buttress.sources.cloudformation.sam.maker import Value

    Resources = dict[str, Node]

KEPT: Final = ("Condition", "DependsOn", "Metadata")
"""The attributes of a custom resource that the resource in its place has too."""


@dataclass(frozen=True, slots=True)
class Known:
    """Describes a custom resource: the start of its provider's logical id, and how what it does is written in
    CloudFormation's own types; `write` gives None where it cannot be written, and is None where there is nothing to
    write: what it does changes no property of any resource.
    """

    provider: str
    write: Callable[[str, Node, Resources], Resources | None] | None = None


def understood(resources: Resources) -> tuple[Resources, frozenset[str]]:
    """Give the resources with the known custom resources written as what they do, and the ids of those that stay and
    change nothing.
    """
    silent: set[str] = set()
    for name, node in list(resources.items()):
        known = KNOWN.get(type_of(node))
        if known is None or not _provider(node).startswith(known.provider):
            continue
        if known.write is None:
            silent.add(name)
        else:
            resources = known.write(name, node, resources) or resources
    return resources, frozenset(silent)


def _provider(node: Node) -> str:
    """Give the logical id of the function that makes a custom resource."""
    parts = items(called(member(node, "Properties", "ServiceToken"), "Fn::GetAtt"))
    return (text(parts[0]) or "").partition(".")[0] if parts else ""


def _written(
    name: str, node: Node, resources: Resources, kind: str, properties: Mapping[str, Value], **more: Value
) -> Resources:
    """Put a resource of another type in the place of a custom one."""
    kept = {key: member(node, key) for key in KEPT}
    declared = member(node, "Properties") or node
    content = {"Type": kind, "Properties": made(properties, declared), **kept, **more}
    return {**resources, name: made(content, node)}


def _log_group(name: str, node: Node, resources: Resources) -> Resources:
    properties = members(member(node, "Properties"))
    stays = text(properties.get("RemovalPolicy")) != "destroy"
    told = {key: properties.get(key) for key in ("LogGroupName", "RetentionInDays")}
    policy = "Retain" if stays else "Delete"
    return _written(
        name, node, resources, "AWS::Logs::LogGroup", told, DeletionPolicy=policy, UpdateReplacePolicy=policy
    )


def _identity_provider(name: str, node: Node, resources: Resources) -> Resources:
    properties = members(member(node, "Properties"))
    names = {"Url": "Url", "ClientIdList": "ClientIDList", "ThumbprintList": "ThumbprintList"}
    told = {ours: properties.get(theirs) for ours, theirs in names.items()}
    return _written(name, node, resources, "AWS::IAM::OIDCProvider", told)


def _notifications(name: str, node: Node, resources: Resources) -> Resources | None:
    """Write notifications into the bucket that they are for, where that is in the same template and has none."""
    properties = members(member(node, "Properties"))
    bucket = text(called(properties.get("BucketName"), "Ref")) or ""
    target, wanted = resources.get(bucket), properties.get("NotificationConfiguration")
    if target is None or type_of(target) != "AWS::S3::Bucket" or wanted is None or wanted.kind != MAP:
        return None
    if member(target, "Properties", "NotificationConfiguration") is not None or member(node, "Condition") is not None:
        return None
    rest = {key: one for key, one in resources.items() if key != name}
    return {**rest, bucket: with_value(target, ("Properties", "NotificationConfiguration"), _configuration(wanted))}


NOTIFICATIONS: Final = {
    "LambdaFunctionConfigurations": ("LambdaConfigurations", "LambdaFunctionArn", "Function"),
    "QueueConfigurations": ("QueueConfigurations", "QueueArn", "Queue"),
    "TopicConfigurations": ("TopicConfigurations", "TopicArn", "Topic"),
}
"""What the API of S3 (`PutBucketNotificationConfiguration`) calls the parts, and what CloudFormation calls them."""


def _configuration(wanted: Node) -> Node:
    found: dict[str, Value] = {}
    for theirs, (ours, target, name) in NOTIFICATIONS.items():
        declared = members(wanted).get(theirs)
        if declared is not None:
            entries = [one for entry in items(declared) for one in _each_event(entry, target, name)]
            found[ours] = Node(LIST, entries, declared.file, declared.line, declared.column, declared.end_line)
    bridge = members(wanted).get("EventBridgeConfiguration")
    if bridge is not None:
        found["EventBridgeConfiguration"] = made({"EventBridgeEnabled": True}, bridge)
    return made(found, wanted)


def _each_event(entry: Node, target: str, name: str) -> Iterator[Node]:
    """Give one entry for each event: CloudFormation's take one."""
    rules = member(entry, "Filter", "Key", "FilterRules")
    filters = made({"S3Key": {"Rules": rules}}, rules) if rules is not None else None
    for event in items(member(entry, "Events")):
        yield made({"Event": event, name: member(entry, target), "Filter": filters}, entry)


KNOWN: Final[Mapping[str, Known]] = {
    # Makes an identity provider (iam.OpenIdConnectProvider).
    "Custom::AWSCDKOpenIdConnectProvider": Known("CustomAWSCDKOpenIdConnectProvider", _identity_provider),
    # Copies files into a bucket (s3_deployment.BucketDeployment).
    "Custom::CDKBucketDeployment": Known("CustomCDKBucketDeployment"),
    # Reads what a stack of another Region gives, and gives it (crossRegionReferences); see `links`.
    "Custom::CrossRegionExportReader": Known("CustomCrossRegionExportReader"),
    "Custom::CrossRegionExportWriter": Known("CustomCrossRegionExportWriter"),
    # Empties a repository before it is deleted (ecr.Repository.emptyOnDelete).
    "Custom::ECRAutoDeleteImages": Known("CustomECRAutoDeleteImages"),
    # Makes a log group where there is none, and sets its retention (logs.LogRetention).
    "Custom::LogRetention": Known("LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8a", _log_group),
    # Empties a bucket before it is deleted (s3.Bucket.autoDeleteObjects).
    "Custom::S3AutoDeleteObjects": Known("CustomS3AutoDeleteObjects"),
    # Sets the notifications of a bucket (s3.Bucket.addEventNotification).
    "Custom::S3BucketNotifications": Known(
        "BucketNotificationsHandler050a0587b7544547bf325f094a3db834", _notifications
    ),
    # Removes the rules of a default security group (ec2.Vpc.restrictDefaultSecurityGroup).
    "Custom::VpcRestrictDefaultSG": Known("CustomVpcRestrictDefaultSG"),
}
"""The custom resources whose whole effect is known, by their types."""
