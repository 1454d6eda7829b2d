"""What state machines call, read and write."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.graph.relations.conftest import Sentences

PARTS = """
  Fn: {Type: AWS::Lambda::Function}
  Queue: {Type: AWS::SQS::Queue}
  Topic: {Type: AWS::SNS::Topic}
  Table: {Type: AWS::DynamoDB::Table}
  Inner: {Type: AWS::StepFunctions::StateMachine, Properties: {Definition: {States: {}}}}
"""


def test_states_relate_the_machine_to_what_they_call(sentences: Sentences) -> None:
    found = sentences(
        PARTS
        + """
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      Definition:
        States:
          A: {Type: Task, Resource: !GetAtt Fn.Arn}
          B:
            Type: Task
            Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken"
            Parameters: {QueueUrl: !Ref Queue}
          C: {Type: Task, Resource: "arn:aws:states:::aws-sdk:dynamodb:getItem", Arguments: {TableName: !Ref Table}}
          D: {Type: Task, Resource: "arn:aws:states:::dynamodb:putItem", Parameters: {TableName: !Ref Table}}
          E:
            Type: Parallel
            Branches:
              - States: {F: {Type: Task, Resource: "arn:aws:states:::sns:publish", Parameters: {TopicArn: !Ref Topic}}}
          G:
            Type: Map
            ItemProcessor:
              States:
                H:
                  Type: Task
                  Resource: "arn:aws:states:::states:startExecution.sync:2"
                  Parameters: {StateMachineArn: !Ref Inner}
          I: {Type: Task, Resource: "arn:aws:states:::events:putEvents", Parameters: {Entries: [{Source: a}]}}
""",
        "invokes",
        "publishes-to",
        "reads",
        "writes",
    )
    assert found == [
        "Machine invokes Fn (sync)",
        "Machine invokes Inner (sync)",
        "Machine publishes-to Queue",
        "Machine publishes-to Topic",
        "Machine publishes-to default",
        "Machine reads Table",
        "Machine writes Table",
    ]


def test_what_comes_from_the_input_is_a_loose_end(sentences: Sentences) -> None:
    found = sentences(
        PARTS
        + """
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      Definition:
        States:
          A: {Type: Task, Resource: "arn:aws:states:::lambda:invoke", Parameters: {FunctionName.$: $.name}}
""",
        "invokes",
    )
    assert found == ["Machine invokes ? (sync)"]


def test_a_definition_in_a_bucket_leaves_role_and_logs(sentences: Sentences) -> None:
    found = sentences(
        """
  Role: {Type: AWS::IAM::Role}
  Logs: {Type: AWS::Logs::LogGroup}
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: !GetAtt Role.Arn
      DefinitionS3Location: {Bucket: b, Key: k}
      LoggingConfiguration: {Destinations: [{CloudWatchLogsLogGroup: {LogGroupArn: !GetAtt Logs.Arn}}]}
""",
        "assumes",
        "logs-to",
        "invokes",
    )
    assert found == ["Machine assumes Role", "Machine invokes ?", "Machine logs-to Logs"]
