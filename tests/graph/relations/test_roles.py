"""What roles let their holders do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.graph.relations.conftest import Sentences

ROLE = """
  Table: {Type: AWS::DynamoDB::Table}
  Bucket: {Type: AWS::S3::Bucket}
  Topic: {Type: AWS::SNS::Topic}
  Callee: {Type: AWS::Lambda::Function}
  Fn: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn}}
  Attached:
    Type: AWS::IAM::Policy
    Properties:
      Roles: [!Ref Role]
      PolicyDocument: {Statement: {Effect: Allow, Action: "s3:GetObject", Resource: !Sub "${Bucket.Arn}/*"}}
  Managed:
    Type: AWS::IAM::ManagedPolicy
    Properties: {PolicyDocument: {Statement: {Effect: Allow, Action: "sns:*", Resource: !Ref Topic}}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns: [!Ref Managed, "arn:aws:iam::aws:policy/ReadOnlyAccess"]
      Policies:
        - PolicyDocument:
            Statement:
              - {Effect: Allow, Action: "dynamodb:Query", Resource: !GetAtt Table.Arn}
              - {Effect: Deny, Action: "dynamodb:PutItem", Resource: !GetAtt Table.Arn}
              - {Effect: Allow, Action: "lambda:InvokeFunction", Resource: !GetAtt Callee.Arn}
"""


def test_policies_of_every_kind_relate_a_role_to_what_it_uses(sentences: Sentences) -> None:
    found = sentences(ROLE, "reads", "writes", "publishes-to")
    assert found == ["Role publishes-to Topic", "Role reads Bucket", "Role reads Table"]


def test_a_function_invokes_what_its_role_lets_it_invoke(sentences: Sentences) -> None:
    assert sentences(ROLE, "invokes") == ["Fn invokes Callee (granted)"]


def test_policies_are_attached_to_their_role_from_either_side(sentences: Sentences) -> None:
    assert sentences(ROLE, "attached-to") == [
        "Attached attached-to Role",
        "Managed attached-to Role",
        "arn:aws:iam::aws:policy/ReadOnlyAccess attached-to Role",
    ]


def test_a_role_that_is_not_known_leaves_open_what_the_function_invokes(sentences: Sentences) -> None:
    found = sentences(
        """
Parameters:
  RoleArn: {Type: String}
Resources:
  Fn: {Type: AWS::Lambda::Function, Properties: {Role: !Ref RoleArn}}
""",
        "invokes",
    )
    assert found == ["Fn invokes ?"]
