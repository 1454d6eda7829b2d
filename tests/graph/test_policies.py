"""Statements of policies, and what of them is not known."""

from __future__ import annotations

import datetime

import pytest

from buttress.graph.policies import policies_of, statements_of, trust_of
from buttress.graph.values import NotKnown, Unresolved, some
from buttress.sources.cloudformation.reader import read_text

TEMPLATE = """
Parameters:
  Actions: {Type: CommaDelimitedList}
  Arns: {Type: CommaDelimitedList}
Resources:
  Bucket: {Type: AWS::S3::Bucket}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Action: "sts:AssumeRole", Principal: {Service: [a.amazonaws.com, b.amazonaws.com]}}]
      ManagedPolicyArns: !Ref Arns
      Policies:
        - PolicyDocument: {Statement: {Effect: Allow, Action: "s3:GetObject", Resource: !GetAtt Bucket.Arn}}
        - PolicyDocument:
            Statement:
              - Effect: Deny
                NotAction: !Ref Actions
                NotResource: ["*"]
                Condition: {Bool: {"aws:SecureTransport": false}}
  Policy:
    Type: AWS::IAM::Policy
    Properties:
      Roles: [!Ref Role]
      PolicyDocument: '{"Statement": [{"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}]}'
  Topic:
    Type: AWS::SNS::TopicPolicy
    Properties:
      Topics: []
      PolicyDocument: {Statement: {Effect: Allow, Action: "sns:Publish", NotPrincipal: {AWS: ["123456789012"]}}}
  Open:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Bucket
      PolicyDocument: {Statement: [{Effect: Allow, Principal: "*"}, {Fn::Transform: {Name: Other}}]}
"""
GRAPH = read_text(TEMPLATE, datetime.date(2026, 11, 1))
RESOURCES = {resource.logical_id: resource for resource in GRAPH.resources}


def test_inline_policies_give_their_statements_with_places() -> None:
    first, second = statements_of(RESOURCES["Role"])
    assert first.allows
    assert first.actions == ("s3:GetObject",)
    assert [value.resource.logical_id for value in first.resources] == ["Bucket"]
    assert first.condition is None
    assert first.location.line == 14
    assert not second.allows
    assert second.not_resources == ("*",)
    assert second.condition is not None
    assert second.condition.present(("Bool", "aws:SecureTransport"))


def test_a_list_that_is_not_known_refuses_to_be_decided_on() -> None:
    _, second = statements_of(RESOURCES["Role"])
    with pytest.raises(NotKnown, match="Actions"):
        some(second.not_actions, lambda action: action == "s3:*")


def test_the_trust_policy_names_its_principals_one_by_one() -> None:
    (statement,) = trust_of(RESOURCES["Role"])
    assert [(who.kind, who.value) for who in statement.principals] == [
        ("Service", "a.amazonaws.com"),
        ("Service", "b.amazonaws.com"),
    ]


def test_a_statement_may_name_those_whom_it_is_not_about() -> None:
    (statement,) = statements_of(RESOURCES["Topic"])
    assert statement.principals == ()
    assert [(who.kind, who.value) for who in statement.not_principals] == [("AWS", "123456789012")]


def test_what_a_role_may_do_includes_the_policies_attached_to_it() -> None:
    statements, managed = policies_of(RESOURCES["Role"], GRAPH)
    assert [statement.actions for statement in statements if statement.actions] == [("s3:GetObject",), ("sqs:*",)]
    assert [type(value) for value in managed] == [Unresolved]


def test_a_statement_that_a_macro_makes_is_one_that_is_not_known() -> None:
    known, unknown = statements_of(RESOURCES["Open"])
    assert [(who.kind, who.value) for who in known.principals] == [("*", "*")]
    with pytest.raises(NotKnown):
        assert unknown.allows
