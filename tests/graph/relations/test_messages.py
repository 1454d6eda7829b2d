"""What queues, topics, rules, schedules, pipes and streams are related to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.graph.relations.conftest import Sentences


def test_a_queue_sets_failures_aside_in_the_queue_of_its_redrive_policy(sentences: Sentences) -> None:
    found = sentences(
        """
  Dead: {Type: AWS::SQS::Queue}
  ByMap: {Type: AWS::SQS::Queue, Properties: {RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn}}}
  ByArn: {Type: AWS::SQS::Queue, Properties: {RedrivePolicy: {deadLetterTargetArn: "arn:aws:sqs:r:1:elsewhere"}}}
  ByImport: {Type: AWS::SQS::Queue, Properties: {RedrivePolicy: {deadLetterTargetArn: !ImportValue shared-dead}}}
""",
        "dead-letters-to",
    )
    assert found == [
        "ByArn dead-letters-to arn:aws:sqs:r:1:elsewhere (processing)",
        "ByImport dead-letters-to shared-dead (processing)",
        "ByMap dead-letters-to Dead (processing)",
    ]


def test_a_topic_triggers_what_subscribes_to_it(sentences: Sentences) -> None:
    found = sentences(
        """
  Fn: {Type: AWS::Lambda::Function}
  Queue: {Type: AWS::SQS::Queue}
  Dead: {Type: AWS::SQS::Queue}
  Topic: {Type: AWS::SNS::Topic, Properties: {Subscription: [{Protocol: lambda, Endpoint: !GetAtt Fn.Arn}]}}
  Subscription:
    Type: AWS::SNS::Subscription
    Properties:
      TopicArn: !Ref Topic
      Protocol: sqs
      Endpoint: !GetAtt Queue.Arn
      RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn}
""",
        "triggers",
        "subscribes-to",
        "dead-letters-to",
    )
    assert found == [
        "Fn subscribes-to Topic",
        "Queue subscribes-to Topic",
        "Subscription dead-letters-to Dead (delivery)",
        "Topic triggers Fn (async)",
        "Topic triggers Queue (async)",
    ]


def test_an_address_that_is_not_known_keeps_the_topics_other_relations(sentences: Sentences) -> None:
    found = sentences(
        """
Parameters:
  Address: {Type: String}
Resources:
  Key: {Type: AWS::KMS::Key}
  Topic:
    Type: AWS::SNS::Topic
    Properties: {KmsMasterKeyId: !Ref Key, Subscription: [{Protocol: email, Endpoint: !Ref Address}]}
""",
        "triggers",
        "encrypted-by",
    )
    assert found == ["Topic encrypted-by Key", "Topic triggers ? (async)"]


def test_a_rule_triggers_its_targets_and_sets_aside_what_they_do_not_take(sentences: Sentences) -> None:
    found = sentences(
        """
  Fn: {Type: AWS::Lambda::Function}
  Machine: {Type: AWS::StepFunctions::StateMachine, Properties: {DefinitionString: "{}"}}
  Dead: {Type: AWS::SQS::Queue}
  Bus: {Type: AWS::Events::EventBus}
  Rule:
    Type: AWS::Events::Rule
    Properties:
      EventBusName: !Ref Bus
      Targets:
        - {Id: a, Arn: !GetAtt Fn.Arn, DeadLetterConfig: {Arn: !GetAtt Dead.Arn}}
        - {Id: b, Arn: !Ref Machine}
""",
        "triggers",
        "dead-letters-to",
        "subscribes-to",
    )
    assert found == [
        "Rule dead-letters-to Dead (delivery)",
        "Rule subscribes-to Bus",
        "Rule triggers Fn (async)",
        "Rule triggers Machine (async)",
    ]


def test_schedules_pipes_and_subscription_filters_trigger_their_targets(sentences: Sentences) -> None:
    found = sentences(
        """
  Fn: {Type: AWS::Lambda::Function, Properties: {FunctionName: fn}}
  Queue: {Type: AWS::SQS::Queue}
  Dead: {Type: AWS::SQS::Queue}
  Logs: {Type: AWS::Logs::LogGroup}
  Schedule:
    Type: AWS::Scheduler::Schedule
    Properties: {Target: {Arn: !GetAtt Fn.Arn, DeadLetterConfig: {Arn: !GetAtt Dead.Arn}}}
  Pipe:
    Type: AWS::Pipes::Pipe
    Properties: {Source: !GetAtt Queue.Arn, Target: !GetAtt Fn.Arn, Enrichment: "arn:aws:lambda:r:1:function:fn"}
  Filter: {Type: AWS::Logs::SubscriptionFilter, Properties: {LogGroupName: !Ref Logs, DestinationArn: !GetAtt Fn.Arn}}
""",
        "triggers",
        "invokes",
        "dead-letters-to",
    )
    assert found == [
        "Logs triggers Fn (async)",
        "Pipe invokes Fn (sync)",
        "Pipe triggers Fn (async)",
        "Queue triggers Pipe (poll)",
        "Schedule dead-letters-to Dead (delivery)",
        "Schedule triggers Fn (async)",
    ]


def test_a_delivery_stream_reads_its_source_and_writes_to_its_bucket(sentences: Sentences) -> None:
    found = sentences(
        """
  Stream: {Type: AWS::Kinesis::Stream}
  Bucket: {Type: AWS::S3::Bucket}
  Fn: {Type: AWS::Lambda::Function}
  Delivery:
    Type: AWS::KinesisFirehose::DeliveryStream
    Properties:
      KinesisStreamSourceConfiguration: {KinesisStreamARN: !GetAtt Stream.Arn}
      ExtendedS3DestinationConfiguration:
        BucketARN: !GetAtt Bucket.Arn
        ProcessingConfiguration:
          Processors: [{Type: Lambda, Parameters: [{ParameterName: LambdaArn, ParameterValue: !GetAtt Fn.Arn}]}]
""",
        "triggers",
        "writes",
        "invokes",
    )
    assert found == ["Delivery invokes Fn (sync)", "Delivery writes Bucket", "Stream triggers Delivery (poll)"]


def test_an_iot_rule_triggers_its_actions(sentences: Sentences) -> None:
    found = sentences(
        """
  Fn: {Type: AWS::Lambda::Function}
  Dead: {Type: AWS::SQS::Queue}
  Rule:
    Type: AWS::IoT::TopicRule
    Properties:
      TopicRulePayload:
        Actions: [{Lambda: {FunctionArn: !GetAtt Fn.Arn}}]
        ErrorAction: {Sqs: {QueueUrl: !Ref Dead}}
""",
        "triggers",
        "dead-letters-to",
    )
    assert found == ["Rule dead-letters-to Dead (delivery)", "Rule triggers Fn (async)"]
