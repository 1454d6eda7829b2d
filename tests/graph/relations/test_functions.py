"""What functions are related to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.graph.relations.conftest import Sentences


def test_a_function_is_related_to_role_network_key_and_dead_letter_queue(sentences: Sentences) -> None:
    found = sentences(
        """
  Role: {Type: AWS::IAM::Role}
  Net: {Type: AWS::EC2::Subnet}
  Group: {Type: AWS::EC2::SecurityGroup}
  Key: {Type: AWS::KMS::Key}
  Dead: {Type: AWS::SQS::Queue}
  Fn:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Role.Arn
      KmsKeyArn: !GetAtt Key.Arn
      VpcConfig: {SubnetIds: [!Ref Net, subnet-1], SecurityGroupIds: [!GetAtt Group.GroupId]}
      DeadLetterConfig: {TargetArn: !GetAtt Dead.Arn}
""",
        "assumes",
        "placed-in",
        "protected-by",
        "encrypted-by",
        "dead-letters-to",
    )
    assert found == [
        "Fn assumes Role",
        "Fn dead-letters-to Dead (processing)",
        "Fn encrypted-by Key",
        "Fn placed-in Net",
        "Fn placed-in subnet-1",
        "Fn protected-by Group",
    ]


def test_an_unknown_end_of_a_list_leaves_the_known_members(sentences: Sentences) -> None:
    found = sentences(
        """
Parameters:
  Nets: {Type: "List<AWS::EC2::Subnet::Id>"}
Resources:
  Role: {Type: AWS::IAM::Role}
  Fn:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Role.Arn
      VpcConfig: {SubnetIds: !Ref Nets}
""",
        "assumes",
        "placed-in",
    )
    assert found == ["Fn assumes Role", "Fn placed-in ?"]


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("", '!Sub "/aws/lambda/${Fn}"'),
        ("", '!Join ["", ["/aws/lambda/", !Ref Fn]]'),
        ("orders", "/aws/lambda/orders"),
        ("orders", '!Sub "/aws/lambda/${Fn}"'),
        ('!Sub "${AWS::StackName}-orders"', '!Sub "/aws/lambda/${AWS::StackName}-orders"'),
        ('!Sub "${Stage}-orders"', '!Sub "/aws/lambda/${Stage}-orders"'),
    ],
)
def test_a_log_group_named_after_a_function_is_its_own(sentences: Sentences, name: str, group: str) -> None:
    found = sentences(
        f"""
Parameters:
  Stage: {{Type: String, AllowedValues: [dev, prod]}}
Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: {name}
  Logs:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: {group}
  Other: {{Type: AWS::Logs::LogGroup, Properties: {{LogGroupName: /aws/lambda/other}}}}
""",
        "logs-to",
    )
    assert found == ["Fn logs-to Logs"]


def test_a_log_group_whose_name_is_not_known_may_be_the_functions(sentences: Sentences) -> None:
    found = sentences(
        """
Parameters:
  Name: {Type: String}
Resources:
  Fn: {Type: AWS::Lambda::Function}
  Logs: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: !Ref Name}}
""",
        "logs-to",
    )
    assert found == ["Fn logs-to ?"]


def test_a_configured_log_group_takes_the_place_of_the_one_named_after_the_function(sentences: Sentences) -> None:
    found = sentences(
        """
  Fn: {Type: AWS::Lambda::Function, Properties: {LoggingConfig: {LogGroup: !Ref Logs}}}
  Logs: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: shared}}
  Old: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: !Sub "/aws/lambda/${Fn}"}}
""",
        "logs-to",
    )
    assert found == ["Fn logs-to Logs"]


@pytest.mark.parametrize("target", ["!Ref Fn", "!Ref Live", "!GetAtt Fn.Arn", '!Sub "${Fn.Arn}:live"'])
def test_an_event_source_triggers_the_function_behind_any_name_for_it(sentences: Sentences, target: str) -> None:
    found = sentences(
        f"""
  Fn: {{Type: AWS::Lambda::Function}}
  Live: {{Type: AWS::Lambda::Alias, Properties: {{FunctionName: !Ref Fn}}}}
  Table: {{Type: AWS::DynamoDB::Table}}
  Failed: {{Type: AWS::SQS::Queue}}
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      FunctionName: {target}
      EventSourceArn: !GetAtt Table.StreamArn
      DestinationConfig: {{OnFailure: {{Destination: !GetAtt Failed.Arn}}}}
""",
        "triggers",
        "dead-letters-to",
    )
    assert found == ["Mapping dead-letters-to Failed (processing)", "Table triggers Fn (poll)"]


@pytest.mark.parametrize(
    ("principal", "source", "sentence"),
    [
        ("s3.amazonaws.com", "!GetAtt Bucket.Arn", "Bucket triggers Fn (async)"),
        ("apigateway.amazonaws.com", '!Sub "arn:aws:execute-api:r:1:${Api}/*/GET/a"', "Api triggers Fn (sync)"),
        ("events.amazonaws.com", "!GetAtt Rule.Arn", "Rule triggers Fn (async)"),
        ("secretsmanager.amazonaws.com", "", "secretsmanager.amazonaws.com triggers Fn"),
        ('"123456789012"', "", "123456789012 triggers Fn"),
    ],
)
def test_a_permission_says_who_triggers_and_whether_it_waits(
    sentences: Sentences, principal: str, source: str, sentence: str
) -> None:
    found = sentences(
        f"""
  Fn: {{Type: AWS::Lambda::Function}}
  Bucket: {{Type: AWS::S3::Bucket}}
  Api: {{Type: AWS::ApiGateway::RestApi}}
  Rule: {{Type: AWS::Events::Rule}}
  Permission:
    Type: AWS::Lambda::Permission
    Properties:
      FunctionName: !Ref Fn
      Principal: {principal}
      SourceArn: {source}
""",
        "triggers",
    )
    assert found == [sentence]


def test_failed_and_successful_invocations_are_reported_where_the_configuration_says(sentences: Sentences) -> None:
    found = sentences(
        """
  Fn: {Type: AWS::Lambda::Function}
  Failed: {Type: AWS::SQS::Queue}
  Done: {Type: AWS::SNS::Topic}
  Config:
    Type: AWS::Lambda::EventInvokeConfig
    Properties:
      FunctionName: !Ref Fn
      DestinationConfig:
        OnFailure: {Destination: !GetAtt Failed.Arn}
        OnSuccess: {Destination: !Ref Done}
""",
        "dead-letters-to",
        "triggers",
    )
    assert found == ["Fn dead-letters-to Failed (processing)", "Fn triggers Done (async)"]


def test_scaling_finds_what_it_scales_by_reference_and_by_name(sentences: Sentences) -> None:
    found = sentences(
        """
  Fn: {Type: AWS::Lambda::Function}
  Named: {Type: AWS::Lambda::Function, Properties: {FunctionName: named}}
  Table: {Type: AWS::DynamoDB::Table, Properties: {TableName: orders}}
  A:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties: {ServiceNamespace: lambda, ResourceId: !Sub "function:${Fn}:live"}
  B:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties: {ServiceNamespace: lambda, ResourceId: "function:named:live"}
  C:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties: {ServiceNamespace: dynamodb, ResourceId: table/orders/index/by-day}
  D: {Type: AWS::ApplicationAutoScaling::ScalingPolicy, Properties: {ScalingTargetId: !Ref A}}
""",
        "scales",
    )
    assert found == ["A scales Fn", "B scales Named", "C scales Table", "D scales Fn"]


def test_a_deployment_group_deploys_the_function_of_the_alias_that_names_it(sentences: Sentences) -> None:
    found = sentences(
        """
  Fn: {Type: AWS::Lambda::Function}
  Group: {Type: AWS::CodeDeploy::DeploymentGroup, Properties: {AlarmConfiguration: {Alarms: [{Name: !Ref Alarm}]}}}
  Alarm: {Type: AWS::CloudWatch::Alarm}
  Live:
    Type: AWS::Lambda::Alias
    Properties: {FunctionName: !Ref Fn}
    UpdatePolicy: {CodeDeployLambdaAliasUpdate: {DeploymentGroupName: !Ref Group}}
""",
        "deploys",
        "guards",
    )
    assert found == ["Alarm guards Group (rollback)", "Group deploys Fn"]


def test_a_relation_under_a_condition_exists_in_its_worlds_only(sentences: Sentences) -> None:
    found = sentences(
        """
Parameters:
  Env: {Type: String}
Conditions:
  Prod: !Equals [!Ref Env, prod]
Resources:
  Role: {Type: AWS::IAM::Role}
  Dead: {Type: AWS::SQS::Queue}
  Fn:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Role.Arn
      DeadLetterConfig: !If [Prod, {TargetArn: !GetAtt Dead.Arn}, !Ref AWS::NoValue]
""",
        "assumes",
        "dead-letters-to",
    )
    assert found == ["Fn assumes Role", "Fn dead-letters-to Dead (processing) sometimes"]
