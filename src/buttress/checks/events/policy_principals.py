"""Judges whether a bus's policy names whom it lets in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable, refutes
from buttress.graph.named_principals import allowing, name_principals, open_statements
from buttress.graph.policies import statements_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Events::EventBusPolicy",
    bears_on=(
        refutes("SEC03-BP07"),
        both("serverless:sec_sec_q2_a1"),
    ),
)
def policy_principals(policy: Resource, _graph: Graph) -> Verdict:
    """A bus's policy names whom it lets in."""
    if policy.present("Principal"):
        return _of_one_principal(policy)
    statements = statements_of(policy)
    for statement in open_statements(statements):
        return gap("anybody with an AWS account may send events", statement.location)
    if allowing(statements) and name_principals(statements):
        return met("it names those whom it lets in", allowing(statements)[0].location)
    return not_applicable("it lets nobody in")


def _of_one_principal(policy: Resource) -> Verdict:
    """Judge a policy that is declared by an account and a condition on its organization."""
    if policy.get("Principal") != "*":
        return met("it names the account that it lets in", policy.at("Principal"))
    if policy.present("Condition"):
        return met("it lets in an organization alone", policy.at("Condition"))
    return gap("anybody with an AWS account may send events", policy.at("Principal"))
