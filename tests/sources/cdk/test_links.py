from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from buttress.graph.values import NotKnown, Reference
from tests.reading import resource
from tests.sources.cdk.assemblies import QUEUE, app, read, stack

if TYPE_CHECKING:
    from pathlib import Path

GIVING = QUEUE | {"Outputs": {"Q": {"Value": {"Ref": "Queue"}}}}


def taking(value: dict[str, Any]) -> dict[str, Any]:
    return {"Resources": {"Worker": {"Type": "AWS::Lambda::Function", "Properties": {"Environment": [{"Q": value}]}}}}


def weak(**more: object) -> dict[str, Any]:
    return taking({"Fn::GetStackOutput": {"StackName": "Live-Giving", "OutputName": "Q", **more}})


def named(template: str, name: str, region: str = "eu-west-1") -> dict[str, Any]:
    artifact = stack(template, environment=f"aws://123456789012/{region}")
    artifact["properties"]["stackName"] = name
    return artifact


def taken(folder: Path, artifacts: dict[str, Any], **files: Any) -> object:  # noqa: ANN401 - what JSON holds
    (member,) = resource(read(app(folder, artifacts, **files)), "Worker").each("Environment")
    return member.get("Q")


@pytest.mark.parametrize("region", [{}, {"Region": "eu-west-1"}, {"Region": {"Ref": "AWS::Region"}}])
def test_an_output_of_another_stack_is_its_value(tmp_path: Path, region: dict[str, object]) -> None:
    artifacts = {"Giving": named("Giving.json", "Live-Giving"), "Taking": named("Taking.json", "Live-Taking")}
    found = taken(tmp_path, artifacts, Giving__json=GIVING, Taking__json=weak(**region))
    assert isinstance(found, Reference)
    assert found.resource.id == "cdk.out/Giving.json#Queue"


@pytest.mark.parametrize(
    "more", [{"Region": "us-east-1"}, {"RoleArn": "arn:aws:iam::210987654321:role/one"}, {"OutputName": "None"}]
)
def test_an_output_of_what_may_be_another_stack_is_not_known(tmp_path: Path, more: dict[str, object]) -> None:
    artifacts = {"Giving": named("Giving.json", "Live-Giving"), "Taking": named("Taking.json", "Live-Taking")}
    found = taken(tmp_path, artifacts, Giving__json=GIVING, Taking__json=weak(**more))
    assert not isinstance(found, Reference)
    with pytest.raises(NotKnown):
        bool(found == "one")


def test_an_output_of_a_stack_in_another_region_is_not_the_one_of_this_region(tmp_path: Path) -> None:
    artifacts = {"Giving": named("Giving.json", "Live-Giving"), "Taking": named("Taking.json", "Taking", "us-east-1")}
    found = taken(tmp_path / "1", artifacts, Giving__json=GIVING, Taking__json=weak(Region={"Ref": "AWS::Region"}))
    assert not isinstance(found, Reference)
    found = taken(tmp_path / "2", artifacts, Giving__json=GIVING, Taking__json=weak(Region="eu-west-1"))
    assert isinstance(found, Reference)


def test_stacks_of_one_name_in_two_regions_are_not_guessed_between(tmp_path: Path) -> None:
    artifacts = {
        "Giving": named("Giving.json", "Live-Giving"),
        "Other": named("Other.json", "Live-Giving", "us-east-1"),
        "Taking": named("Taking.json", "Live-Taking"),
    }
    found = taken(tmp_path, artifacts, Giving__json=GIVING, Other__json=GIVING, Taking__json=weak())
    assert not isinstance(found, Reference)


def test_a_value_of_another_region_is_what_is_written_there(tmp_path: Path) -> None:
    key = "/cdk/exports/Taking/GivingQueue"
    provider = "CustomCrossRegionExport{}CustomResourceProviderHandler0123"
    writer = {
        "Type": "Custom::CrossRegionExportWriter",
        "Properties": {
            "ServiceToken": {"Fn::GetAtt": [provider.format("Writer"), "Arn"]},
            "WriterProps": {"region": "us-east-1", "exports": {key: {"Ref": "Queue"}}},
        },
    }
    reader = {
        "Type": "Custom::CrossRegionExportReader",
        "Properties": {"ServiceToken": {"Fn::GetAtt": [provider.format("Reader"), "Arn"]}},
    }
    worker = taking({"Fn::GetAtt": ["Reader", key]})["Resources"]
    folder = app(
        tmp_path,
        {"Giving": stack("Giving.json"), "Taking": stack("Taking.json")},
        Giving__json={"Resources": {**QUEUE["Resources"], "Writer": writer}},
        Taking__json={"Resources": {**worker, "Reader": reader}},
    )
    graph = read(folder)
    (member,) = resource(graph, "Worker").each("Environment")
    found = member.get("Q")
    assert isinstance(found, Reference)
    assert found.resource.id == "cdk.out/Giving.json#Queue"
    assert graph.unread == ()


def test_a_stack_of_one_environment_knows_its_account_and_region(tmp_path: Path) -> None:
    template = {
        "Conditions": {"Here": {"Fn::Equals": [{"Ref": "AWS::Region"}, "eu-west-1"]}},
        "Resources": {
            "Queue": {
                "Type": "AWS::SQS::Queue",
                "Condition": "Here",
                "Properties": {"QueueName": {"Fn::Sub": "${AWS::AccountId}-${AWS::Region}"}},
            }
        },
    }
    graph = read(app(tmp_path, {"One": named("One.json", "One")}, One__json=template))
    queue = resource(graph, "Queue")
    assert queue.exists()
    assert queue.text("QueueName") == "123456789012-eu-west-1"


@pytest.mark.parametrize("environment", ["aws://unknown-account/unknown-region", "aws://1/2", "elsewhere", ""])
def test_a_stack_that_is_deployed_anywhere_leaves_account_and_region_open(tmp_path: Path, environment: str) -> None:
    template = {
        "Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Ref": "AWS::Region"}}}}
    }
    graph = read(app(tmp_path, {"One": stack("One.json", environment=environment)}, One__json=template))
    with pytest.raises(NotKnown):
        resource(graph, "Queue").text("QueueName")
