from __future__ import annotations

import pytest

from buttress.graph.tasks import (
    lasts_until_told,
    limited,
    place_of,
    service_of,
    tasks_of,
    tasks_on_the_way,
    tries_again,
    without,
)
from buttress.graph.values import NotKnown
from tests.reading import read, resource

MACHINE = """\
Parameters:
  Called: {{Type: String}}
Resources:
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionSubstitutions: {{Function: !GetAtt Stock.Arn}}
      Definition:
        StartAt: One
        States:
          One: {{Type: Task, Resource: {resource}, End: true}}
  Stock:
    Type: AWS::Lambda::Function
  Version:
    Type: AWS::Lambda::Version
    Properties: {{FunctionName: !Ref Stock}}
  Worker:
    Type: AWS::StepFunctions::Activity
  Table:
    Type: AWS::DynamoDB::Table
"""


@pytest.mark.parametrize(
    ("called", "service"),
    [
        ("!GetAtt Stock.Arn", "lambda"),
        ("!Ref Version", "lambda"),
        ("'${Function}'", "lambda"),
        ("!Sub '${Stock.Arn}:live'", "lambda"),
        ("arn:aws:lambda:eu-west-1:123456789012:function:stock", "lambda"),
        ("!Sub 'arn:${AWS::Partition}:states:::lambda:invoke.waitForTaskToken'", "lambda"),
        ("arn:aws:states:::dynamodb:putItem", "dynamodb"),
        ("arn:aws:states:::aws-sdk:s3:copyObject", "aws-sdk"),
        ("!Ref Worker", "activity"),
        ("arn:aws:states:eu-west-1:123456789012:activity:pack", "activity"),
    ],
)
def test_a_task_calls_the_service_that_its_resource_names(called: str, service: str) -> None:
    (task,) = tasks_of(resource(read(MACHINE.format(resource=called)), "Machine"))
    assert service_of(task) == service


@pytest.mark.parametrize("called", ["!Ref Called", "!GetAtt Table.Arn", "'${Elsewhere}'"])
def test_what_a_task_calls_is_not_guessed(called: str) -> None:
    (task,) = tasks_of(resource(read(MACHINE.format(resource=called)), "Machine"))
    with pytest.raises(NotKnown, match="what One calls is not told"):
        service_of(task)


@pytest.mark.parametrize(
    ("called", "waits"),
    [
        ("!GetAtt Stock.Arn", False),
        ("arn:aws:states:::lambda:invoke", False),
        ("arn:aws:states:::sqs:sendMessage.waitForTaskToken", True),
        ("!Sub 'arn:${AWS::Partition}:states:::states:startExecution.sync:2'", True),
        ("arn:aws:states:::batch:submitJob.sync", True),
        ("!Ref Worker", True),
    ],
)
def test_a_task_waits_for_jobs_tokens_and_workers(called: str, waits: bool) -> None:  # noqa: FBT001 - a case
    (task,) = tasks_of(resource(read(MACHINE.format(resource=called)), "Machine"))
    assert lasts_until_told(task) is waits


BRANCHED = """\
Resources:
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      Definition:
        StartAt: Ask
        States:
          Ask: {Type: Choice, Choices: [{Next: Each, Variable: $.a, IsNull: true}], Default: Both}
          Each:
            Type: Map
            Catch: [{ErrorEquals: [States.ALL], Next: Undo}]
            ItemProcessor:
              StartAt: Inner
              States:
                Inner: {Type: Task, Resource: x, Catch: [{ErrorEquals: [States.ALL], Next: Mend}], Next: Inner}
                Mend: {Type: Task, Resource: x, End: true}
            Next: Both
          Both:
            Type: Parallel
            Branches:
              - {StartAt: Left, States: {Left: {Type: Task, Resource: x, End: true}}}
              - {StartAt: Gone, States: {}}
            End: true
          Undo: {Type: Task, Resource: x, End: true}
"""


def test_states_that_only_a_catcher_leads_to_are_not_on_the_way() -> None:
    machine = resource(read(BRANCHED), "Machine")
    assert [task.name for task in tasks_of(machine)] == ["Inner", "Mend", "Left", "Undo"]
    assert [task.name for task in tasks_on_the_way(machine)] == ["Inner", "Left"]


def test_a_state_around_a_task_guards_it() -> None:
    machine = resource(read(BRANCHED), "Machine")
    unguarded = without(tasks_of(machine), machine, lambda state: state.name == "Each")
    assert [task.name for task in unguarded] == ["Left", "Undo"]


GUARDED = """\
Resources:
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      Definition:
        StartAt: One
        States:
          One:
            Type: Task
            Resource: x
            HeartbeatSeconds: 60
            Retry: [{ErrorEquals: [States.ALL]}]
            Next: Two
          Two:
            Type: Task
            Resource: x
            Retry: [{ErrorEquals: [States.ALL], MaxAttempts: 0}]
            End: true
"""


def test_a_retrier_without_attempts_is_none() -> None:
    one, two = tasks_of(resource(read(GUARDED), "Machine"))
    assert tries_again(one)
    assert not tries_again(two)


def test_a_heartbeat_limits_a_task_and_is_its_place() -> None:
    one, two = tasks_of(resource(read(GUARDED), "Machine"))
    assert limited(one)
    assert place_of(one, "TimeoutSeconds", "HeartbeatSeconds").line == 11
    assert not limited(two)
    assert place_of(two, "TimeoutSeconds") == two.location


def test_a_resource_that_is_no_text_is_not_guessed() -> None:
    (task,) = tasks_of(resource(read(MACHINE.format(resource="[x]")), "Machine"))
    with pytest.raises(NotKnown, match="what One calls is not told"):
        service_of(task)
