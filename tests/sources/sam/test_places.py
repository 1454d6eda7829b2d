from __future__ import annotations

import pytest

from tests.sources.sam.expanding import Expanded, expanded

TEXT = """\
    Globals:
      Function:
        Runtime: python3.12  # runtime of all
        Tracing: Active  # tracing of all
        Environment:
          Variables:
            COMMON: one  # variable of all
    Resources:
      Bucket:
        Type: AWS::S3::Bucket
      Orders:
        Type: AWS::Serverless::Function
        Condition: First
        Properties:
          Handler: app.handler
          CodeUri: s3://bucket/key
          Environment:
            Variables:
              OWN: two
          VpcConfig:
            SubnetIds: [one]
          AutoPublishAlias: live
          DeploymentPreference:
            Type: AllAtOnce
          DeadLetterQueue:
            Type: SQS
            TargetArn: arn:aws:sqs:us-east-1:123456789012:letters
          FunctionUrlConfig:
            AuthType: NONE
          EventInvokeConfig:
            DestinationConfig:
              OnFailure:
                Type: SQS
          Policies:
            - AmazonS3ReadOnlyAccess
            - S3ReadPolicy: {BucketName: one}
          Tags:
            team: orders
          Events:
            Hourly:
              Type: Schedule
              Properties:
                Schedule: rate(1 hour)
                DeadLetterConfig:
                  Type: SQS
            Uploaded:
              Type: S3
              Properties:
                Bucket: !Ref Bucket
                Events:
                  - s3:ObjectCreated:*
            Shards:
              Type: Kinesis
              Properties:
                Stream: arn:aws:kinesis:us-east-1:123456789012:stream/one
                StartingPosition: LATEST
            List:
              Type: Api
              Properties: {Path: /orders, Method: get}
      Shop:
        Type: AWS::Serverless::Api
        Properties:
          StageName: live
          Cors: "'*'"
          Auth:
            DefaultAuthorizer: Pool
            Authorizers:
              Pool: {UserPoolArn: arn}
          DefinitionBody:
            openapi: 3.0.1
            paths:
              /written:
                get:
                  x-amazon-apigateway-integration: {type: mock}
"""


@pytest.fixture(scope="module")
def shop() -> Expanded:
    return expanded(TEXT)


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("Orders", "Orders:"),
        ("OrdersRole", "Orders:"),
        ("OrdersVersion", "AutoPublishAlias:"),
        ("OrdersAliaslive", "AutoPublishAlias:"),
        ("OrdersDeploymentGroup", "DeploymentPreference:"),
        ("ServerlessDeploymentApplication", "DeploymentPreference:"),
        ("CodeDeployServiceRole", "DeploymentPreference:"),
        ("OrdersUrl", "FunctionUrlConfig:"),
        ("OrdersUrlPublicPermissions", "FunctionUrlConfig:"),
        ("OrdersEventInvokeConfig", "EventInvokeConfig:"),
        ("OrdersEventInvokeConfigOnFailureQueue", "OnFailure:"),
        ("OrdersHourly", "Hourly:"),
        ("OrdersHourlyPermission", "Hourly:"),
        ("OrdersHourlyQueue", "DeadLetterConfig:"),
        ("OrdersUploadedPermission", "Uploaded:"),
        ("OrdersShards", "Shards:"),
        ("OrdersListPermissionProd", "List:"),
        ("ServerlessRestApi", "List:"),
        ("ServerlessRestApiProdStage", "List:"),
        ("Shop", "Shop:"),
        ("ShopliveStage", "StageName:"),
        ("ShopDeployment", "StageName:"),
    ],
)
def test_a_generated_resource_stands_where_its_cause_does(shop: Expanded, name: str, mark: str) -> None:
    assert shop.node(name).line == shop.line(mark)


@pytest.mark.parametrize(
    ("path", "mark"),
    [
        (("Orders", "Properties", "Runtime"), "runtime of all"),
        (("Orders", "Properties", "TracingConfig"), "tracing of all"),
        (("Orders", "Properties", "Environment", "Variables", "COMMON"), "variable of all"),
        (("Orders", "Properties", "Environment", "Variables", "OWN"), "OWN:"),
        (("Orders", "Properties", "Handler"), "Handler:"),
        (("Orders", "Properties", "Code"), "CodeUri:"),
        (("Orders", "Properties", "DeadLetterConfig"), "DeadLetterQueue:"),
        (("Orders", "Properties", "Tags", 0), "Orders:"),
        (("Orders", "Properties", "Tags", 1), "team:"),
        (("Orders", "Condition"), "Condition:"),
        (("OrdersHourlyPermission", "Condition"), "Condition:"),
        (("OrdersRole", "Properties", "ManagedPolicyArns", 0), "Orders:"),
        (("OrdersRole", "Properties", "ManagedPolicyArns", 1), "tracing of all"),
        (("OrdersRole", "Properties", "ManagedPolicyArns", 2), "VpcConfig:"),
        (("OrdersRole", "Properties", "ManagedPolicyArns", 3), "- AmazonS3ReadOnlyAccess"),
        (("OrdersRole", "Properties", "ManagedPolicyArns", 4), "Shards:"),
        (("OrdersRole", "Properties", "Policies", 0), "DeadLetterQueue:"),
        (("OrdersRole", "Properties", "Policies", 1), "OnFailure:"),
        (("OrdersRole", "Properties", "Policies", 2), "- S3ReadPolicy:"),
        (("Bucket", "Properties", "NotificationConfiguration"), "Uploaded:"),
        (("ServerlessRestApi", "Properties", "Body", "paths", "/orders"), "List:"),
        (("Shop", "Properties", "Body", "paths", "/written", "get"), "get:"),
        (("Shop", "Properties", "Body", "paths", "/written", "get", "security"), "DefaultAuthorizer:"),
        (("Shop", "Properties", "Body", "paths", "/written", "options"), "Cors:"),
        (("Shop", "Properties", "Body", "components", "securitySchemes", "Pool"), "Pool:"),
    ],
)
def test_a_property_stands_where_it_was_written(shop: Expanded, path: tuple[str | int, ...], mark: str) -> None:
    assert shop.node(str(path[0]), *path[1:]).line == shop.line(mark)


def test_a_generated_resource_knows_its_column(shop: Expanded) -> None:
    assert shop.node("OrdersHourlyPermission").column == 9


def test_nothing_that_was_read_is_changed() -> None:
    assert expanded(TEXT).content("Orders") == expanded(TEXT).content("Orders")
