"""Which statements of a resource policy name those whom they let in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress.graph.named_principals import name_principals, open_statements
from buttress.graph.policies import statements_of
from buttress.graph.values import NotKnown
from tests.reading import read, resource

if TYPE_CHECKING:
    from buttress.graph.policies import Statement


def _statements(condition: str, principal: str = "'*'") -> tuple[Statement, ...]:
    graph = read(f"""\
        Resources:
          Policy:
            Type: AWS::SQS::QueuePolicy
            Properties:
              Queues: [orders]
              PolicyDocument:
                Statement: [{{Effect: Allow, Principal: {principal}, Action: 'sqs:*', Condition: {condition}}}]
        """)
    return statements_of(resource(graph, "Policy"))


@pytest.mark.parametrize(
    "condition",
    [
        "{StringEquals: {'aws:SourceAccount': '111122223333'}}",
        "{ArnLike: {'AWS:SourceArn': 'arn:aws:s3:::orders'}}",
        "{'ForAnyValue:StringLike': {'aws:PrincipalOrgPaths': ['o-1/r-2/*']}}",
    ],
)
def test_a_condition_on_a_source_names_who_comes_in(condition: str) -> None:
    assert name_principals(_statements(condition))


@pytest.mark.parametrize(
    "condition",
    [
        "{StringNotEquals: {'aws:SourceAccount': '111122223333'}}",
        "{StringEqualsIfExists: {'aws:SourceAccount': '111122223333'}}",
        "{ArnLike: {'aws:SourceArn': '*'}}",
        "{ArnLike: {'aws:SourceArn': ['arn:aws:s3:::orders', '*']}}",
        "{IpAddress: {'aws:SourceIp': 10.0.0.0/8}}",
    ],
)
def test_a_condition_that_lets_in_others_does_not_tell(condition: str) -> None:
    statements = _statements(condition)
    assert open_statements(statements) == ()
    with pytest.raises(NotKnown, match="is not told by an account"):
        name_principals(statements)


def test_a_service_is_not_one_caller() -> None:
    with pytest.raises(NotKnown, match="is not told"):
        name_principals(_statements("{Bool: {'aws:SecureTransport': 'true'}}", "{Service: s3.amazonaws.com}"))
