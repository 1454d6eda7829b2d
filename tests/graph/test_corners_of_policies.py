"""Statements of policies that are written in rare ways, and what they allow."""

from __future__ import annotations

import pytest

from buttress.graph.boundaries import hands_out
from buttress.graph.grants import grants, whole_accounts, whole_services
from buttress.graph.permissions import limit_of
from buttress.graph.policies import Statement, statements_of
from buttress.graph.trace_writers import may_not_write_traces
from buttress.graph.transport import refuses_plain_http
from buttress.graph.values import NotKnown
from tests.reading import read, resource

HEAD = """
Parameters: {Env: {Type: String}}
Conditions: {IsProd: !Equals [!Ref Env, prod]}
Resources:
  Other: {Type: AWS::IAM::Role}
"""


def statements(text: str) -> tuple[Statement, ...]:
    graph = read(f"{HEAD}  Role: {{Type: AWS::IAM::Role, Properties: {{Policies: {text}}}}}\n")
    return grants(resource(graph, "Role"))


def allowing(text: str) -> tuple[Statement, ...]:
    return statements(f"[{{PolicyDocument: {{Statement: [{{Effect: Allow, {text}}}]}}}}]")


@pytest.mark.parametrize("text", ["!Ref Nowhere", "[!Ref Nowhere]", "[{PolicyDocument: {Statement: !Ref Nowhere}}]"])
def test_of_a_statement_that_is_not_told_nothing_is_known(text: str) -> None:
    (statement,) = statements(text)
    (principal,) = statement.principals
    with pytest.raises(NotKnown):
        bool(statement.allows)
    with pytest.raises(NotKnown):
        bool(principal.value == "*")


def test_a_condition_and_a_principal_that_a_macro_may_add_to_are_not_known() -> None:
    graph = read(
        HEAD
        + """
  Policy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      PolicyDocument:
        Statement:
          - Principal: {AWS: '1', Fn::Transform: {Name: Other}}
          - {Principal: '*', Fn::Transform: {Name: Other}}
"""
    )
    first, second = statements_of(resource(graph, "Policy"))
    known, *_, added = first.principals
    assert (known.kind, known.value) == ("AWS", "1")
    with pytest.raises(NotKnown):
        bool(added.value == "*")
    assert second.condition is not None
    with pytest.raises(NotKnown):
        bool(second.condition.get())


def test_a_list_of_actions_within_a_list_is_read_flat() -> None:
    found = allowing("Action: [['s3:*', 'sqs:*']], Resource: '*'")
    assert found[0].actions == ("s3:*", "sqs:*")
    assert [str(reach) for reach in whole_services(found)] == ["s3:*, sqs:*"]


def test_an_action_that_is_a_reference_is_no_whole_service_and_may_be_any_action() -> None:
    found = allowing("Action: !Ref Other, Resource: '*'")
    assert whole_services(found) == ()
    with pytest.raises(NotKnown, match="known only after deployment"):
        whole_accounts(found)


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        ("!Sub '${AWS::Region}:Get'", "AWS::Region is known only where it is deployed"),
        ("'nothere:Do'", "nothere:Do is not among the actions that are known here"),
    ],
)
def test_an_action_that_is_not_known_may_be_limited_to_a_resource(action: str, reason: str) -> None:
    with pytest.raises(NotKnown, match=reason):
        whole_accounts(allowing(f"Action: {action}, Resource: '*'"))


def test_all_actions_but_some_on_everything_reach_the_whole_account() -> None:
    (reach,) = whole_accounts(allowing("NotAction: 'iam:*', Resource: '*'"))
    assert str(reach) == "every action but those under NotAction"


@pytest.mark.parametrize("action", ["!Sub 'iam:${AWS::Region}'", "!Ref Nowhere"])
def test_an_action_that_is_not_told_may_hand_out_permissions(action: str) -> None:
    statement = f"{{Effect: Allow, Action: {action}, Resource: '*'}}"
    policies = f"[{{PolicyDocument: {{Statement: [{statement}]}}}}]"
    graph = read(f"{HEAD}  Role: {{Type: AWS::IAM::Role, Properties: {{Policies: {policies}}}}}\n")
    with pytest.raises(NotKnown):
        hands_out(resource(graph, "Role"), graph)


@pytest.mark.parametrize(
    ("role", "actions", "answer"),
    [
        ("'arn:aws:iam::123456789012:role/own'", "'s3:*'", False),
        ("!GetAtt Role.Arn", "'s3:*'", True),
        ("!Sub 'arn:aws:iam::${AWS::AccountId}:role/${Role}'", "'s3:*'", True),
        ("!GetAtt Role.Arn", "'xray:Put*'", False),
        ("!GetAtt Role.Arn", "!Ref Nowhere", False),
        ("!GetAtt Role.Arn", "!Sub 'xray:${AWS::Region}'", False),
    ],
)
def test_a_machine_may_not_write_traces_where_its_whole_role_is_told(role: str, actions: str, answer: bool) -> None:  # noqa: FBT001
    graph = read(
        HEAD
        + f"""
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies: [{{PolicyDocument: {{Statement: [{{Effect: Allow, Action: {actions}, Resource: '*'}}]}}}}]
  Machine: {{Type: AWS::StepFunctions::StateMachine, Properties: {{RoleArn: {role}}}}}
"""
    )
    assert may_not_write_traces(resource(graph, "Machine"), graph) is answer


def test_a_denial_of_plain_http_whose_resource_is_not_told_may_be_of_the_objects() -> None:
    graph = read(
        HEAD
        + """
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Deny
            Principal: '*'
            Action: 's3:*'
            Resource: !Ref Nowhere
            Condition: {Bool: {'aws:SecureTransport': false}}
"""
    )
    (statement,) = statements_of(resource(graph, "Policy"))
    with pytest.raises(NotKnown, match="Nowhere"):
        refuses_plain_http(statement, ("s3:*",), "/*")


def test_a_permission_whose_source_is_not_told_may_be_open() -> None:
    graph = read(f"{HEAD}  May: {{Type: AWS::Lambda::Permission, Properties: {{SourceArn: !Ref Nowhere}}}}\n")
    with pytest.raises(NotKnown, match="Nowhere"):
        limit_of(resource(graph, "May"))
