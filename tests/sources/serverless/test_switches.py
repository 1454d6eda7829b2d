"""Settings that the stage decides are what each stage says, and what is not written out is not taken for either."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reading import in_worlds
from tests.sources.serverless.reading import property_of, service

if TYPE_CHECKING:
    from pathlib import Path

SERVICE = """
    service: orders
    frameworkVersion: '3'
    provider: {name: aws, runtime: nodejs22.x, stage: dev, {provider}}
    custom:
      switch: {dev: false, prod: true}
      on: ${self:custom.switch.${sls:stage}}
      types: {dev: regional, prod: private}
      statements:
        dev: [{Effect: Allow, Action: ['s3:*'], Resource: '*'}]
        prod: [{Effect: Allow, Action: ['sqs:SendMessage'], Resource: 'arn:aws:sqs:eu-west-1:1:q'}]
    functions:
      hello: {handler: a.b, events: [{event}]}
    """


def written(provider: str = "", event: str = "{http: GET a}") -> str:
    return SERVICE.replace("{provider}", provider).replace("{event}", event)


@pytest.mark.parametrize(
    ("provider", "event", "name", "path", "dev", "prod"),
    [
        ("tracing: {lambda: '${self:custom.on}'}", "{http: GET a}", "HelloLambdaFunction", "TracingConfig.Mode",
         "PassThrough", "Active"),
        ("tracing: {apiGateway: '${self:custom.on}'}", "{http: GET a}", "ApiGatewayStage", "TracingEnabled",
         False, True),
        ("logs: {restApi: '${self:custom.on}'}", "{http: GET a}", "ApiGatewayStage",
         "AccessLogSetting.DestinationArn", None, "ApiGatewayLogGroup.Arn"),
        ("logs: {httpApi: '${self:custom.on}'}", "{httpApi: GET /a}", "HttpApiStage",
         "AccessLogSettings.DestinationArn", None, "HttpApiLogGroup.Arn"),
        ("logs: {websocket: '${self:custom.on}'}", "{websocket: $default}", "WebsocketsDeploymentStage",
         "DefaultRouteSettings.LoggingLevel", None, "INFO"),
        ("", "{schedule: {rate: rate(1 day), enabled: '${self:custom.on}'}}", "HelloEventsRuleSchedule1", "State",
         "DISABLED", "ENABLED"),
        ("", "{sqs: {arn: 'arn:aws:sqs:a:1:q', enabled: '${self:custom.on}'}}", "HelloEventSourceMappingSQSQ",
         "Enabled", False, True),
        ("", "{http: {path: a, method: get, private: '${self:custom.on}'}}", "ApiGatewayMethodAGet", "ApiKeyRequired",
         False, True),
        ("endpointType: '${self:custom.types.${sls:stage}}'", "{http: GET a}", "ApiGatewayRestApi",
         "EndpointConfiguration.Types", ["REGIONAL"], ["PRIVATE"]),
    ],
)  # fmt: skip
def test_a_switch_is_what_each_stage_says(  # noqa: PLR0913 - a row of the table
    tmp_path: Path, provider: str, event: str, name: str, path: str, dev: object, prod: object
) -> None:
    graph = service(tmp_path, written(provider, event))
    worlds = in_worlds(graph, lambda: property_of(graph, name, path))
    assert worlds == {"stage=dev": dev, "stage=prod": prod}


def test_statements_are_those_of_each_stage(tmp_path: Path) -> None:
    graph = service(tmp_path, written("iamRoleStatements: '${self:custom.statements.${sls:stage}}'"))

    def actions() -> list[str]:
        (policy,) = property_of(graph, "IamRoleLambdaExecution", "Policies")
        every = [action for one in policy["PolicyDocument"]["Statement"] for action in one["Action"]]
        return [action for action in every if not action.startswith("logs:")]

    assert in_worlds(graph, actions) == {"stage=dev": ["s3:*"], "stage=prod": ["sqs:SendMessage"]}


@pytest.mark.parametrize(
    ("provider", "event", "name", "path"),
    [
        ("logs: {restApi: '${ssm:/on}'}", "{http: GET a}", "ApiGatewayStage", "AccessLogSetting"),
        ("httpApi: {cors: '${ssm:/on}'}", "{httpApi: GET /a}", "HttpApi", "CorsConfiguration"),
        ("", "{schedule: {rate: rate(1 day), enabled: '${ssm:/on}'}}", "HelloEventsRuleSchedule1", "State"),
        ("", "{http: {path: a, method: get, authorizer: '${self:custom.types.${sls:stage}}'}}", "ApiGatewayMethodAGet",
         "AuthorizationType"),
        ("", "{httpApi: {path: /a, method: get, authorizer: '${self:custom.types.${sls:stage}}'}}", "HttpApiRouteGetA",
         "AuthorizationType"),
        ("", "{http: {path: a, method: get, authorizer: '${ssm:/a}'}}", "ApiGatewayMethodAGet", "AuthorizationType"),
    ],
)  # fmt: skip
def test_what_is_not_written_out_is_not_known(tmp_path: Path, provider: str, event: str, name: str, path: str) -> None:
    graph = service(tmp_path, written(provider, event))
    assert str(property_of(graph, name, path)).startswith("unknown: ")
