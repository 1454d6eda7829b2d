from __future__ import annotations

import pytest

from buttress.graph.consumers import functions_started, functions_that_take, pollers
from buttress.graph.dead_letters import queues_behind, senders_to
from buttress.graph.failure_events import rules_on_failures
from buttress.graph.values import NotKnown
from tests.reading import read, resource

TEMPLATE = """\
Parameters:
  Elsewhere: {Type: String}
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties: {RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 5}}
  Dead:
    Type: AWS::SQS::Queue
  Stock:
    Type: AWS::Lambda::Function
    Properties: {DeadLetterConfig: {TargetArn: !GetAtt Dead.Arn}}
  Take:
    Type: AWS::Lambda::EventSourceMapping
    Properties: {EventSourceArn: !GetAtt Orders.Arn, FunctionName: !Ref Stock}
  Other:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      EventSourceArn: !GetAtt Orders.Arn
      FunctionName: arn:aws:lambda:eu-west-1:123456789012:function:other
  Carry:
    Type: AWS::Pipes::Pipe
    Properties: {Source: !GetAtt Orders.Arn, Target: !Ref Machine}
  Machine:
    Type: AWS::StepFunctions::StateMachine
  Quick:
    Type: AWS::StepFunctions::StateMachine
    Properties: {StateMachineType: EXPRESS}
  Failed:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [aws.states], detail: {status: [FAILED], stateMachineArn: [!Ref Machine]}}
      Targets: [{Id: a, Arn: !GetAtt Stock.Arn}, {Id: b, Arn: !GetAtt Dead.Arn}, {Id: c, Arn: !Ref OnCall}]
  OnCall:
    Type: AWS::SNS::Topic
  Started:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [aws.ec2], detail: {state: [running]}}
      Targets: [{Id: a, Arn: !GetAtt Dead.Arn}]
  OfOthers:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        source: [aws.states]
        detail: {status: [FAILED], stateMachineArn: ['arn:aws:states:eu-west-1:123456789012:stateMachine:other']}
      Targets: [{Id: a, Arn: !GetAtt Dead.Arn}]
  ByText:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [aws.states], detail: {status: [FAILED], stateMachineArn: [!Sub '${Named}:live']}}
      Targets: [{Id: a, Arn: !Sub 'arn:${AWS::Partition}:sns:eu-west-1:123456789012:on-call'}]
  Named:
    Type: AWS::StepFunctions::StateMachine
  Ended:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [aws.states], detail: {status: [SUCCEEDED]}}
      Targets: [{Id: a, Arn: !Ref Elsewhere}]
"""


def test_a_queue_is_polled_for_functions_and_pipes() -> None:
    graph = read(TEMPLATE)
    takers = {
        relation.target.id.rpartition("#")[2]
        for relation in pollers(resource(graph, "Orders"), graph)
        if relation.target
    }
    assert takers == {"Stock", "Carry", "arn:aws:lambda:eu-west-1:123456789012:function:other"}


def test_a_function_that_is_declared_elsewhere_is_a_consumer_without_properties() -> None:
    graph = read(TEMPLATE)
    by_mapping = {each.mapping.logical_id: each for each in functions_that_take(resource(graph, "Orders"), graph)}
    assert by_mapping["Take"].declared.logical_id == "Stock"
    with pytest.raises(NotKnown, match="declared elsewhere"):
        _ = by_mapping["Other"].declared


def test_a_rule_starts_the_functions_among_its_targets() -> None:
    graph = read(TEMPLATE)
    (started,) = functions_started(resource(graph, "Failed"), graph)
    assert started.target == resource(graph, "Stock")
    with pytest.raises(NotKnown):
        functions_started(resource(graph, "Ended"), graph)


def test_queues_and_functions_set_failures_aside_in_a_queue() -> None:
    graph = read(TEMPLATE)
    dead = resource(graph, "Dead")
    assert [sender.logical_id for sender in senders_to(dead, graph)] == ["Orders", "Stock"]
    assert [queue.logical_id for queue in queues_behind(dead, graph)] == ["Orders"]


def test_a_rule_hands_on_failures_of_the_machine_that_it_names_and_of_no_express_one() -> None:
    graph = read(TEMPLATE)
    assert [rule.logical_id for rule in rules_on_failures(resource(graph, "Machine"), graph)] == ["Failed"]
    assert rules_on_failures(resource(graph, "Quick"), graph) == ()


def test_a_machine_may_be_named_in_a_text_and_another_arn_may_be_any() -> None:
    graph = read(TEMPLATE)
    assert [rule.logical_id for rule in rules_on_failures(resource(graph, "Named"), graph)] == ["ByText"]


def test_whom_a_queue_tells_of_failures_is_not_known() -> None:
    graph = read(TEMPLATE.replace(", {Id: c, Arn: !Ref OnCall}", ""))
    with pytest.raises(NotKnown, match="whom Failed tells"):
        rules_on_failures(resource(graph, "Machine"), graph)


def test_a_literal_arn_may_be_that_of_a_machine_without_a_name() -> None:
    text = TEMPLATE.replace("${Named}:live", "${Machine}:live")
    graph = read(text)
    with pytest.raises(NotKnown):
        rules_on_failures(resource(graph, "Named"), graph)
