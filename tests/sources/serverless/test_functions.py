"""Functions, as guides/functions, guides/iam and guides/resources of the framework's documentation say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress.graph.tool_defaults import is_tool_default
from tests.sources.serverless.reading import property_of, service, types

if TYPE_CHECKING:
    from pathlib import Path

SERVICE = """
    service: orders
    provider:
      name: aws
      runtime: nodejs22.x
      {provider}
    functions:
      place-order:
        handler: place.handler
        {function}
    """
FUNCTION = "PlaceDashorderLambdaFunction"


def written(provider: str = "", function: str = "") -> str:
    return SERVICE.replace("{provider}", provider).replace("{function}", function)


def test_a_function_alone_comes_with_its_log_group_version_and_role(tmp_path: Path) -> None:
    assert types(service(tmp_path, written())) == {
        FUNCTION: "AWS::Lambda::Function",
        "PlaceDashorderLambdaVersion": "AWS::Lambda::Version",
        "PlaceDashorderLogGroup": "AWS::Logs::LogGroup",
        "IamRoleLambdaExecution": "AWS::IAM::Role",
    }


def test_memory_and_timeout_have_the_defaults_of_the_framework(tmp_path: Path) -> None:
    graph = service(tmp_path, written())
    assert (property_of(graph, FUNCTION, "MemorySize"), property_of(graph, FUNCTION, "Timeout")) == (1024, 6)


def test_a_timeout_that_nobody_set_is_told_to_be_the_default_of_the_framework(tmp_path: Path) -> None:
    for settings, told in (("", True), ("timeout: 20", False)):
        graph = service(tmp_path, written(settings))
        (function,) = [one for one in graph.resources if one.logical_id == FUNCTION]
        assert is_tool_default(function, "Timeout") is told


def test_what_comes_from_the_provider_stands_at_the_providers_line(tmp_path: Path) -> None:
    graph = service(tmp_path, written("timeout: 20"))
    (function,) = [one for one in graph.resources if one.logical_id == FUNCTION]
    assert [(function.at(path).file, function.at(path).line) for path in ("Runtime", "Timeout", "Handler")] == [
        ("serverless.yml", 5),
        ("serverless.yml", 6),
        ("serverless.yml", 9),
    ]
    assert function.location.line == 8


def test_a_function_without_a_runtime_has_the_one_of_the_frameworks_version(tmp_path: Path) -> None:
    graph = service(tmp_path, "{service: a, provider: aws, functions: {b: {handler: c.d}}}")
    assert property_of(graph, "BLambdaFunction", "Runtime").startswith("unknown: the framework's default runtime")


@pytest.mark.parametrize(
    ("provider", "function", "path", "expected"),
    [
        ("memorySize: 512", "", "MemorySize", 512),
        ("memorySize: 512", "memorySize: 256", "MemorySize", 256),
        ("", "runtime: python3.14", "Runtime", "python3.14"),
        ("", "name: mine", "FunctionName", "mine"),
        ("", "", "FunctionName", "orders-dev-place-order"),
        ("environment: {A: 1, B: 2}", "environment: {B: 3}", "Environment.Variables", {"A": 1, "B": 3}),
        ("tags: {a: x, b: y}", "tags: {b: z}", "Tags", [{"Key": "a", "Value": "x"}, {"Key": "b", "Value": "z"}]),
        ("vpc: {securityGroupIds: [sg-1], subnetIds: [s-1, s-2]}", "", "VpcConfig.SubnetIds", ["s-1", "s-2"]),
        ("vpc: {securityGroupIds: [sg-1], subnetIds: [s-1]}", "vpc: ~", "VpcConfig", None),
        ("tracing: {lambda: true}", "", "TracingConfig.Mode", "Active"),
        ("tracing: {lambda: true}", "tracing: PassThrough", "TracingConfig.Mode", "PassThrough"),
        ("architecture: arm64", "", "Architectures", ["arm64"]),
        ("kmsKeyArn: arn:aws:kms:eu-west-1:1:key/a", "", "KmsKeyArn", "arn:aws:kms:eu-west-1:1:key/a"),
        ("", "onError: arn:aws:sns:eu-west-1:1:t", "DeadLetterConfig.TargetArn", "arn:aws:sns:eu-west-1:1:t"),
        ("", "reservedConcurrency: 5", "ReservedConcurrentExecutions", 5),
        ("", "ephemeralStorageSize: 1024", "EphemeralStorage.Size", 1024),
        ("", "snapStart: true", "SnapStart.ApplyOn", "PublishedVersions"),
        ("", "fileSystemConfig: {arn: a, localMountPath: /mnt/a}", "FileSystemConfigs",
         [{"Arn": "a", "LocalMountPath": "/mnt/a"}]),
        ("layers: [arn:a]", "", "Layers", ["arn:a"]),
        ("", "role: arn:aws:iam::1:role/a", "Role", "arn:aws:iam::1:role/a"),
        ("role: arn:aws:iam::1:role/a", "", "Role", "arn:aws:iam::1:role/a"),
        ("", "", "Role", "IamRoleLambdaExecution.Arn"),
    ],
)  # fmt: skip
def test_a_setting_is_the_functions_own_else_the_providers(
    tmp_path: Path, provider: str, function: str, path: str, expected: object
) -> None:
    assert property_of(service(tmp_path, written(provider, function)), FUNCTION, path) == expected


def test_an_image_replaces_runtime_and_handler(tmp_path: Path) -> None:
    text = (
        "{service: a, provider: {name: aws, ecr: {images: {base: {uri: x@sha256:1}}}}, functions: {b: {image: base}}}"
    )
    graph = service(tmp_path, text)
    found = {path: property_of(graph, "BLambdaFunction", path) for path in ("PackageType", "Code.ImageUri", "Runtime")}
    assert found == {"PackageType": "Image", "Code.ImageUri": "x@sha256:1", "Runtime": None}


def test_log_groups_are_kept_as_long_as_the_provider_says_or_not_made(tmp_path: Path) -> None:
    graph = service(tmp_path, written("logRetentionInDays: 14"))
    assert property_of(graph, "PlaceDashorderLogGroup") == {
        "LogGroupName": "/aws/lambda/orders-dev-place-order",
        "RetentionInDays": 14,
    }
    assert "PlaceDashorderLogGroup" not in types(service(tmp_path, written("", "disableLogs: true")))


def test_no_version_is_published_where_the_provider_says_so(tmp_path: Path) -> None:
    assert "PlaceDashorderLambdaVersion" not in types(service(tmp_path, written("versionFunctions: false")))


def test_provisioned_concurrency_puts_an_alias_before_the_function(tmp_path: Path) -> None:
    graph = service(tmp_path, written("", "provisionedConcurrency: 3\n        events: [{schedule: rate(1 hour)}]"))
    alias = "PlaceDashorderProvConcLambdaAlias"
    assert property_of(graph, alias, "ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions") == 3
    assert property_of(graph, "PlaceDashorderEventsRuleSchedule1", "Targets")[0]["Arn"] == alias


@pytest.mark.parametrize(("url", "expected"), [("true", "NONE"), ("{authorizer: aws_iam}", "AWS_IAM")])
def test_a_url_is_open_unless_it_is_signed(tmp_path: Path, url: str, expected: str) -> None:
    graph = service(tmp_path, written("", f"url: {url}"))
    assert property_of(graph, "PlaceDashorderLambdaFunctionUrl", "AuthType") == expected
    assert ("PlaceDashorderLambdaPermissionFnUrl" in types(graph)) == (expected == "NONE")


def test_destinations_retries_and_age_make_invoke_settings(tmp_path: Path) -> None:
    text = """
        service: orders
        provider: {name: aws, runtime: nodejs22.x}
        functions:
          one:
            handler: a.b
            maximumRetryAttempts: 1
            maximumEventAge: 7200
            destinations: {onSuccess: two, onFailure: arn:aws:sqs:eu-west-1:1:failed}
          two: {handler: a.c}
        """
    graph = service(tmp_path, text)
    assert property_of(graph, "OneLambdaEvConf") == {
        "FunctionName": "OneLambdaFunction",
        "Qualifier": "$LATEST",
        "MaximumRetryAttempts": 1,
        "MaximumEventAgeInSeconds": 7200,
        "DestinationConfig": {
            "OnSuccess": {"Destination": "TwoLambdaFunction.Arn"},
            "OnFailure": {"Destination": "arn:aws:sqs:eu-west-1:1:failed"},
        },
    }


def test_the_bucket_of_the_packages_is_made_where_it_is_set_up_or_spoken_of(tmp_path: Path) -> None:
    graph = service(tmp_path, written("deploymentBucket: {blockPublicAccess: true, versioning: true}"))
    found = property_of(graph, "ServerlessDeploymentBucket")
    assert found["PublicAccessBlockConfiguration"]["BlockPublicPolicy"] is True
    assert found["VersioningConfiguration"] == {"Status": "Enabled"}
    assert found["LifecycleConfiguration"].startswith("unknown: the framework deletes the packages")
    assert types(graph)["ServerlessDeploymentBucketPolicy"] == "AWS::S3::BucketPolicy"
    spoken = service(tmp_path, written("environment: {A: !Ref ServerlessDeploymentBucket}"))
    assert property_of(spoken, FUNCTION, "Environment.Variables") == {"A": "ServerlessDeploymentBucket"}


def test_another_bucket_of_the_packages_is_not_made(tmp_path: Path) -> None:
    assert "ServerlessDeploymentBucket" not in types(service(tmp_path, written("deploymentBucket: {name: mine}")))


def test_functions_may_be_a_list_of_maps(tmp_path: Path) -> None:
    text = "{service: a, provider: aws, functions: [{b: {handler: c.d}}, {e: {handler: f.g}}]}"
    assert {"BLambdaFunction", "ELambdaFunction"} <= set(types(service(tmp_path, text)))


def test_layers_of_the_service_are_made_and_can_be_referred_to(tmp_path: Path) -> None:
    text = """
        service: a
        provider: aws
        layers: {common: {path: layer, allowedAccounts: ['*']}}
        functions: {b: {handler: c.d, layers: [{Ref: CommonLambdaLayer}]}}
        """
    graph = service(tmp_path, text)
    assert property_of(graph, "BLambdaFunction", "Layers") == ["CommonLambdaLayer"]
    assert property_of(graph, "CommonLambdaLayerPermission", "Principal") == "*"
