"""What alarms look at and whom they tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.graph.relations.conftest import Sentences


@pytest.mark.parametrize(
    ("namespace", "key", "value", "target"),
    [
        ("AWS/Lambda", "FunctionName", "!Ref Fn", "Fn"),
        ("AWS/Lambda", "FunctionName", "orders", "Fn"),
        ("AWS/SQS", "QueueName", "!GetAtt Queue.QueueName", "Queue"),
        ("AWS/ApiGateway", "ApiName", '!Sub "${AWS::StackName}-api"', "Api"),
        ("AWS/ApiGateway", "ApiName", "documented", "Documented"),
        ("AWS/ECS", "ServiceName", "!GetAtt Service.Name", "Service"),
        ("AWS/DynamoDB", "TableName", '!Sub "${Stage}-table"', "Table"),
        ("AWS/SQS", "QueueName", "elsewhere", "elsewhere"),
        ("AWS/Lambda", "FunctionName", "!Ref Unknown", "?"),
    ],
)
def test_a_dimension_names_what_the_alarm_looks_at(
    sentences: Sentences, namespace: str, key: str, value: str, target: str
) -> None:
    found = sentences(
        f"""
Parameters:
  Unknown: {{Type: String}}
  Stage: {{Type: String, AllowedValues: [dev, prod]}}
Resources:
  Fn: {{Type: AWS::Lambda::Function, Properties: {{FunctionName: orders}}}}
  Queue: {{Type: AWS::SQS::Queue}}
  Service: {{Type: AWS::ECS::Service}}
  Table: {{Type: AWS::DynamoDB::Table, Properties: {{TableName: !Sub "${{Stage}}-table"}}}}
  Api: {{Type: AWS::ApiGateway::RestApi, Properties: {{Name: !Sub "${{AWS::StackName}}-api"}}}}
  Documented: {{Type: AWS::ApiGateway::RestApi, Properties: {{Body: {{info: {{title: documented}}}}}}}}
  Alarm:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: {namespace}
      MetricName: M
      Dimensions: [{{Name: {key}, Value: {value}}}]
""",
        "alarms-on",
    )
    assert found == [f"Alarm alarms-on {target} (M)"]


def test_metric_math_names_several(sentences: Sentences) -> None:
    found = sentences(
        """
  A: {Type: AWS::Lambda::Function}
  B: {Type: AWS::Lambda::Function}
  Alarm:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Metrics:
        - {Id: r, Expression: a / b}
        - Id: a
          MetricStat:
            Metric: {Namespace: AWS/Lambda, MetricName: Errors, Dimensions: [{Name: FunctionName, Value: !Ref A}]}
        - Id: b
          MetricStat:
            Metric: {Namespace: AWS/Lambda, MetricName: Invocations, Dimensions: [{Name: FunctionName, Value: !Ref B}]}
""",
        "alarms-on",
    )
    assert found == ["Alarm alarms-on A (Errors)", "Alarm alarms-on B (Invocations)"]


def test_a_metric_of_ones_own_or_without_dimensions_relates_to_nothing(sentences: Sentences) -> None:
    found = sentences(
        """
  Fn: {Type: AWS::Lambda::Function, Properties: {FunctionName: orders}}
  Own:
    Type: AWS::CloudWatch::Alarm
    Properties: {Namespace: Shop, MetricName: M, Dimensions: [{Name: FunctionName, Value: orders}]}
  All: {Type: AWS::CloudWatch::Alarm, Properties: {Namespace: AWS/Lambda, MetricName: Errors}}
""",
        "alarms-on",
    )
    assert found == []


def test_an_alarm_tells_topics_here_and_elsewhere(sentences: Sentences) -> None:
    found = sentences(
        """
  Topic: {Type: AWS::SNS::Topic}
  Alarm:
    Type: AWS::CloudWatch::Alarm
    Properties: {AlarmActions: [!Ref Topic, !ImportValue pager], OKActions: [!Ref Topic]}
""",
        "notifies",
    )
    assert found == ["Alarm notifies Topic (alarm)", "Alarm notifies Topic (ok)", "Alarm notifies pager (alarm)"]


def test_a_composite_alarm_looks_at_the_alarms_that_its_rule_names(sentences: Sentences) -> None:
    found = sentences(
        """
  A: {Type: AWS::CloudWatch::Alarm}
  B: {Type: AWS::CloudWatch::Alarm, Properties: {AlarmName: b}}
  Both: {Type: AWS::CloudWatch::CompositeAlarm, Properties: {AlarmRule: !Sub "ALARM(${A}) OR ALARM(b)"}}
""",
        "alarms-on",
    )
    assert found == ["Both alarms-on A", "Both alarms-on B"]
