"""The default role, custom roles and roles per function, as guides/iam and the plugin's README say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from buttress.graph.values import NotKnown
from tests.sources.serverless.reading import property_of, service, types

if TYPE_CHECKING:
    from pathlib import Path

    from buttress.graph.graph import Graph

ROLE = "IamRoleLambdaExecution"


def statements(graph: Graph, role: str = ROLE) -> list[dict[str, Any]]:
    return [
        statement
        for policy in property_of(graph, role, "Policies")
        for statement in policy["PolicyDocument"]["Statement"]
    ]


def actions(graph: Graph, role: str = ROLE) -> list[Any]:
    return [action for one in statements(graph, role) for action in one["Action"]]


def test_the_default_role_may_write_the_logs_of_its_functions_and_nothing_else(tmp_path: Path) -> None:
    graph = service(tmp_path, "{service: a, provider: aws, functions: {b: {handler: c.d}}}")
    group = "arn:{AWS::Partition}:logs:{AWS::Region}:{AWS::AccountId}:log-group:/aws/lambda/a-dev*"
    assert [(one["Effect"], one["Resource"]) for one in statements(graph)] == [
        ("Allow", [f"{group}:*"]),
        ("Allow", [f"{group}:*:*"]),
    ]
    assert {action.split(":")[0] for action in actions(graph)} == {"logs"}
    assert property_of(graph, ROLE, "AssumeRolePolicyDocument")["Statement"][0]["Principal"] == {
        "Service": ["lambda.amazonaws.com"]
    }
    assert property_of(graph, ROLE, "RoleName") == "a-dev-{AWS::Region}-lambdaRole"


def test_statements_policies_and_boundary_of_the_provider_stand_in_the_default_role(tmp_path: Path) -> None:
    text = """
        service: a
        provider:
          name: aws
          iam:
            role:
              name: mine
              path: /team/
              statements: [{Effect: Allow, Action: ['s3:GetObject'], Resource: 'arn:aws:s3:::b/*'}]
              managedPolicies: ['arn:aws:iam::aws:policy/ReadOnlyAccess']
              permissionsBoundary: arn:aws:iam::1:policy/boundary
        functions: {b: {handler: c.d}}
        """
    graph = service(tmp_path, text)
    assert statements(graph)[-1]["Resource"] == "arn:aws:s3:::b/*"
    assert property_of(graph, ROLE, "ManagedPolicyArns") == ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
    assert property_of(graph, ROLE, "PermissionsBoundary") == "arn:aws:iam::1:policy/boundary"
    assert (property_of(graph, ROLE, "RoleName"), property_of(graph, ROLE, "Path")) == ("mine", "/team/")


def test_the_old_place_of_statements_is_read(tmp_path: Path) -> None:
    text = """
        service: a
        provider: {name: aws, iamRoleStatements: [{Effect: Allow, Action: ['s3:*'], Resource: '*'}]}
        functions: {b: {handler: c.d}}
        """
    assert "s3:*" in actions(service(tmp_path, text))


def test_a_vpc_adds_the_managed_policy_for_interfaces(tmp_path: Path) -> None:
    text = """
        service: a
        provider: {name: aws, vpc: {securityGroupIds: [sg-1], subnetIds: [s-1]}}
        functions: {b: {handler: c.d}}
        """
    (policy,) = property_of(service(tmp_path, text), ROLE, "ManagedPolicyArns")
    assert policy.endswith(":iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole")


def test_no_default_role_is_made_where_every_function_has_another(tmp_path: Path) -> None:
    text = """
        service: a
        provider: aws
        functions: {b: {handler: c.d, role: mine}}
        resources: {Resources: {mine: {Type: 'AWS::IAM::Role', Properties: {}}}}
        """
    graph = service(tmp_path, text)
    assert ROLE not in types(graph)
    assert property_of(graph, "BLambdaFunction", "Role") == "mine.Arn"


def test_streams_queues_and_traces_add_what_they_need(tmp_path: Path) -> None:
    text = """
        service: a
        provider: {name: aws, tracing: {lambda: true}}
        functions:
          b:
            handler: c.d
            events:
              - sqs: arn:aws:sqs:eu-west-1:1:q
              - stream: arn:aws:kinesis:eu-west-1:1:stream/s
              - stream: {type: dynamodb, arn: !GetAtt Table.StreamArn}
        resources: {Resources: {Table: {Type: 'AWS::DynamoDB::Table', Properties: {}}}}
        """
    found = actions(service(tmp_path, text))
    wanted = {
        *("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
        *("kinesis:GetRecords", "kinesis:GetShardIterator"),
        *("dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:DescribeStream", "dynamodb:ListStreams"),
        *("xray:PutTraceSegments", "xray:PutTelemetryRecords"),
    }
    assert wanted <= set(found)


PER_FUNCTION = """
    service: a
    plugins: [serverless-iam-roles-per-function]
    custom: {serverless-iam-roles-per-function: {defaultInherit: false}}
    provider: {name: aws, iamRoleStatements: [{Effect: Allow, Action: ['s3:*'], Resource: '*'}]}
    functions:
      own: {handler: c.d, iamRoleStatements: [{Effect: Allow, Action: ['sqs:*'], Resource: '*'}]}
      heir:
        handler: c.d
        iamRoleStatementsInherit: true
        iamRoleStatementsName: heir
        iamRoleStatements: []
        events: [{sqs: 'arn:aws:sqs:eu-west-1:1:q'}]
      shared: {handler: c.d}
    """


def test_the_plugin_gives_functions_with_statements_roles_of_their_own(tmp_path: Path) -> None:
    graph = service(tmp_path, PER_FUNCTION)
    roles = [property_of(graph, f"{name}LambdaFunction", "Role") for name in ("Own", "Heir", "Shared")]
    assert roles == [f"Own{ROLE}.Arn", f"Heir{ROLE}.Arn", f"{ROLE}.Arn"]
    others = [
        {action for action in actions(graph, role) if not action.startswith("logs:")}
        for role in (f"Own{ROLE}", f"Heir{ROLE}", ROLE)
    ]
    queue = {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}
    assert others == [{"sqs:*"}, {"s3:*", *queue}, {"s3:*"}]


def test_the_plugin_may_let_all_inherit(tmp_path: Path) -> None:
    graph = service(tmp_path, PER_FUNCTION.replace("defaultInherit: false", "defaultInherit: true"))
    assert "s3:*" in actions(graph, f"Own{ROLE}")


def test_a_role_of_its_own_may_write_its_own_logs_only(tmp_path: Path) -> None:
    graph = service(tmp_path, PER_FUNCTION)
    (resource,) = statements(graph, f"Own{ROLE}")[1]["Resource"]
    assert resource.endswith(":log-group:/aws/lambda/a-dev-own:*:*")


def test_statements_that_no_file_tells_leave_the_list_open(tmp_path: Path) -> None:
    text = """
        service: a
        provider: {name: aws, iamRoleStatements: '${file(statements.js)}'}
        functions: {b: {handler: c.d}}
        """
    graph = service(tmp_path, text)
    (role,) = [one for one in graph.resources if one.logical_id == ROLE]
    (policy,) = role.each("Policies")
    with pytest.raises(NotKnown, match="statements that no file here tells"):
        list(policy.each("PolicyDocument.Statement"))
    assert [one.kind for one in graph.unread] == ["file"]
