"""States of a state machine, from every form that a definition has."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from buttress.graph.definitions import State, definition_of, states_of
from buttress.graph.values import ABSENT, NotKnown
from buttress.sources.cloudformation.reader import read_text

if TYPE_CHECKING:
    from buttress.graph.resource import Resource


def machine(properties: str) -> Resource:
    graph = read_text(
        f"""
Parameters:
  Unknown: {{Type: String}}
Resources:
  Fn: {{Type: AWS::Lambda::Function}}
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
{properties}
""",
        datetime.date(2026, 11, 1),
    )
    return next(graph.of_type("AWS::StepFunctions::StateMachine"))


def states(properties: str) -> dict[str, State]:
    return {state.name: state for state in states_of(machine(properties))}


FORMS = [
    """
      Definition: {States: {A: {Type: Task, Resource: !GetAtt Fn.Arn, TimeoutSeconds: 5}}}
""",
    """
      DefinitionString: !Sub '{"States": {"A": {"Type": "Task", "Resource": "${Fn.Arn}", "TimeoutSeconds": 5}}}'
""",
    """
      DefinitionString:
        Fn::Join:
          - ""
          - ['{"States": {"A": {"Type": "Task", "TimeoutSeconds": 5, "Resource": "', !GetAtt Fn.Arn, '"}}}']
""",
    """
      DefinitionString:
        Fn::ToJsonString: {States: {A: {Type: Task, Resource: !GetAtt Fn.Arn, TimeoutSeconds: 5}}}
""",
    """
      DefinitionString: '{"States": {"A": {"Type": "Task", "Resource": "${Fun}", "TimeoutSeconds": ${Time}}}}'
      DefinitionSubstitutions: {Fun: !GetAtt Fn.Arn, Time: 5}
""",
    """
      Definition: {States: {A: {Type: Task, Resource: "${Fun}", TimeoutSeconds: 5}}}
      DefinitionSubstitutions: {Fun: !GetAtt Fn.Arn}
""",
]


@pytest.mark.parametrize("properties", FORMS)
def test_every_form_of_a_definition_gives_the_same_state(properties: str) -> None:
    state = states(properties)["A"]
    assert state.type == "Task"
    assert (state.resource.resource.logical_id, state.resource.attribute) == ("Fn", "Arn")
    assert state.timeout == 5


@pytest.mark.parametrize("properties", FORMS)
def test_a_definition_is_read_once_for_all_who_ask(properties: str) -> None:
    owner = machine(properties)
    assert definition_of(owner) is definition_of(owner)


def test_quotes_inside_a_text_do_not_end_it() -> None:
    state = states(
        r"""
      DefinitionString: !Sub '{"States": {"A": {"Type": "Task", "Comment": "a \"b\" ${Fn}", "Resource": "${Fn}"}}}'
"""
    )["A"]
    assert str(state.body.get("Comment")) == 'a "b" ${Fn}'
    assert state.resource.resource.logical_id == "Fn"


def test_states_of_a_block_of_text_stand_on_their_own_lines() -> None:
    found = states(
        """
      DefinitionString: |
        {"States": {
          "A": {"Type": "Pass"},
          "B": {"Type": "Map",
            "ItemProcessor": {"States": {
              "C": {"Type": "Task", "Resource": "x"}}}}
        }}
"""
    )
    assert {name: (state.location.line, state.within) for name, state in found.items()} == {
        "A": (12, ()),
        "B": (13, ()),
        "C": (15, ("B",)),
    }


def test_branches_of_parallel_states_are_read_too() -> None:
    found = states(
        """
      Definition:
        States:
          P: {Type: Parallel, Branches: [{States: {A: {Type: Pass}}}, {States: {B: {Type: Pass}}}]}
"""
    )
    assert {name: state.within for name, state in found.items()} == {"P": (), "A": ("P",), "B": ("P",)}


def test_a_task_tells_arguments_retries_catches_and_timeouts() -> None:
    found = states(
        """
      Definition:
        States:
          A:
            Type: Task
            Arguments: {FunctionName: x}
            Retry: [{ErrorEquals: [States.ALL], MaxAttempts: 2}]
            Catch: [{ErrorEquals: [States.ALL], Next: B}]
            HeartbeatSeconds: 9
          B: {Type: Task, TimeoutSecondsPath: $.time}
"""
    )
    first, second = found["A"], found["B"]
    assert first.arguments is not None
    assert first.arguments.text("FunctionName") == "x"
    assert [retry.number("MaxAttempts") for retry in first.retries] == [2]
    assert [catch.text("Next") for catch in first.catches] == ["B"]
    assert (first.timeout, first.heartbeat) == (ABSENT, 9)
    assert second.arguments is None
    with pytest.raises(NotKnown, match="from the input"):
        assert second.timeout


def test_an_unknown_part_of_a_text_stays_not_known_and_the_rest_is_read() -> None:
    found = states(
        """
      DefinitionString: !Sub >-
        {"States": {"A": {"Type": "Task", "Resource": "${Unknown}", "TimeoutSeconds": ${Unknown}}}}
"""
    )
    assert found["A"].type == "Task"
    with pytest.raises(NotKnown, match="Unknown"):
        assert found["A"].resource == "arn:x"
    with pytest.raises(NotKnown, match="Unknown"):
        found["A"].body.number("TimeoutSeconds")


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        ("      DefinitionS3Location: {Bucket: b, Key: k}", "in a bucket"),
        ("      RoleArn: x", "no definition"),
        ("      DefinitionString: !Ref Unknown", "Unknown"),
        ("      DefinitionString: 'not JSON'", "no JSON"),
    ],
)
def test_a_definition_that_cannot_be_read_is_not_known(properties: str, reason: str) -> None:
    with pytest.raises(NotKnown, match=reason):
        list(states_of(machine(properties)))
