from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from buttress.graph.values import Reference
from buttress.sources.cdk.custom_resources import KNOWN
from tests.reading import resource
from tests.sources.cdk.assemblies import app, read, stack

if TYPE_CHECKING:
    from pathlib import Path

    from buttress.graph.graph import Graph


def custom(kind: str, provider: str, **properties: Any) -> dict[str, Any]:  # noqa: ANN401 - what JSON holds
    return {"Type": kind, "Properties": {"ServiceToken": {"Fn::GetAtt": [provider, "Arn"]}, **properties}}


def reading(folder: Path, **resources: Any) -> Graph:  # noqa: ANN401 - what JSON holds
    return read(app(folder, {"One": stack("One.json")}, One__json={"Resources": resources}))


def test_log_retention_is_the_log_group_that_it_makes(tmp_path: Path) -> None:
    kind = "Custom::LogRetention"
    provider = KNOWN[kind].provider + "FD4BFC8A"
    graph = reading(
        tmp_path,
        Kept=custom(kind, provider, LogGroupName="/aws/lambda/one", RetentionInDays=7),
        Gone=custom(kind, provider, LogGroupName="/aws/lambda/two", RemovalPolicy="destroy"),
    )
    kept, gone = resource(graph, "Kept"), resource(graph, "Gone")
    assert (kept.type, kept.text("LogGroupName"), kept.number("RetentionInDays")) == (
        "AWS::Logs::LogGroup",
        "/aws/lambda/one",
        7,
    )
    assert [one.body.text("DeletionPolicy") for one in (kept, gone)] == ["Retain", "Delete"]
    assert not gone.present("RetentionInDays")
    assert graph.unread == ()


def test_the_name_of_a_log_group_is_that_of_the_one_that_is_made(tmp_path: Path) -> None:
    kind = "Custom::LogRetention"
    name = {"Fn::GetAtt": ["Kept", "LogGroupName"]}
    graph = reading(
        tmp_path,
        Kept=custom(kind, KNOWN[kind].provider + "FD4BFC8A", LogGroupName="/aws/lambda/one"),
        Filter={"Type": "AWS::Logs::MetricFilter", "Properties": {"LogGroupName": name}},
    )
    found = resource(graph, "Filter").get("LogGroupName")
    assert isinstance(found, Reference)
    assert (found.resource, found.attribute) == (resource(graph, "Kept"), "Ref")


def test_an_identity_provider_is_what_it_makes(tmp_path: Path) -> None:
    kind = "Custom::AWSCDKOpenIdConnectProvider"
    graph = reading(
        tmp_path, Own=custom(kind, KNOWN[kind].provider + "X", Url="https://example.com", ClientIDList=["one"])
    )
    own = resource(graph, "Own")
    assert (own.type, own.text("Url"), own.has("ClientIdList", "one")) == (
        "AWS::IAM::OIDCProvider",
        "https://example.com",
        True,
    )


NOTIFICATIONS = "Custom::S3BucketNotifications"
WANTED = {
    "LambdaFunctionConfigurations": [
        {
            "Events": ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"],
            "LambdaFunctionArn": {"Fn::GetAtt": ["Worker", "Arn"]},
            "Filter": {"Key": {"FilterRules": [{"Name": "suffix", "Value": ".jpg"}]}},
        }
    ],
    "QueueConfigurations": [{"Events": ["s3:ObjectCreated:*"], "QueueArn": {"Fn::GetAtt": ["Queue", "Arn"]}}],
    "TopicConfigurations": [{"Events": ["s3:ObjectCreated:*"], "TopicArn": {"Ref": "Topic"}}],
    "EventBridgeConfiguration": {},
}
TARGETS = {
    "Worker": {"Type": "AWS::Lambda::Function"},
    "Queue": {"Type": "AWS::SQS::Queue"},
    "Topic": {"Type": "AWS::SNS::Topic"},
}


def notifying(bucket: object, **more: object) -> dict[str, Any]:
    provider = KNOWN[NOTIFICATIONS].provider + "7ECC3691"
    return custom(NOTIFICATIONS, provider, BucketName=bucket, NotificationConfiguration=WANTED) | more


def test_notifications_are_properties_of_their_bucket(tmp_path: Path) -> None:
    graph = reading(tmp_path, **TARGETS, Uploads={"Type": "AWS::S3::Bucket"}, Told=notifying({"Ref": "Uploads"}))
    bucket = resource(graph, "Uploads")
    triggered = sorted(one.target.id for one in graph.out(bucket, "triggers") if one.target is not None)
    assert {found.rpartition("#")[2] for found in triggered} == {"Queue", "Topic", "Worker"}
    functions = list(bucket.each("NotificationConfiguration.LambdaConfigurations"))
    assert [one.text("Event") for one in functions] == ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"]
    assert [rule.text("Value") for one in functions for rule in one.each("Filter.S3Key.Rules")] == [".jpg", ".jpg"]
    assert bucket.flag("NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled")
    assert graph.unread == ()


@pytest.mark.parametrize(
    ("bucket", "more", "own"),
    [
        ("a-bucket-of-elsewhere", {}, {}),
        ({"Ref": "Queue"}, {}, {}),
        ({"Ref": "Uploads"}, {"Condition": "Some"}, {}),
        ({"Ref": "Uploads"}, {}, {"NotificationConfiguration": {}}),
    ],
)
def test_notifications_of_what_cannot_hold_them_stay_unread(
    tmp_path: Path, bucket: object, more: dict[str, object], own: dict[str, object]
) -> None:
    graph = reading(
        tmp_path, **TARGETS, Uploads={"Type": "AWS::S3::Bucket", "Properties": own}, Told=notifying(bucket, **more)
    )
    assert [one.what for one in graph.unread] == ["what the custom resource Told makes"]


@pytest.mark.parametrize("kind", sorted(kind for kind, known in KNOWN.items() if known.write is None))
def test_a_custom_resource_that_changes_no_property_stays_and_hides_nothing(tmp_path: Path, kind: str) -> None:
    graph = reading(tmp_path, Own=custom(kind, KNOWN[kind].provider + "0123ABCD"))
    assert resource(graph, "Own").type == kind
    assert graph.unread == ()


@pytest.mark.parametrize("kind", [*sorted(KNOWN), "Custom::AWS"])
def test_a_custom_resource_of_another_provider_stays_unread(tmp_path: Path, kind: str) -> None:
    graph = reading(tmp_path, Own=custom(kind, "Mine"), Bare={"Type": kind})
    assert [one.what for one in graph.unread] == [
        "what the custom resource Own makes",
        "what the custom resource Bare makes",
    ]
