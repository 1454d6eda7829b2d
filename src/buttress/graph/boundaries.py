"""Permissions boundaries: policies that limit what an identity may do, and grant nothing by themselves.

Source: "Permissions boundaries for IAM entities" of the IAM User Guide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.facts.actions import expand
from buttress.graph.grouping import having
from buttress.graph.policies import policies_of
from buttress.graph.selection import those
from buttress.graph.values import Reference, some

if TYPE_CHECKING:
    from buttress.graph.graph import Graph
    from buttress.graph.policies import Statement
    from buttress.graph.resource import Resource

BOUNDED: Final = ("AWS::IAM::Role", "AWS::IAM::User")
"""What can have a boundary."""

HANDS_OUT: Final = frozenset(
    {
        "iam:AttachRolePolicy",
        "iam:AttachUserPolicy",
        "iam:CreatePolicyVersion",
        "iam:CreateRole",
        "iam:CreateUser",
        "iam:PutRolePolicy",
        "iam:PutUserPolicy",
    }
)
"""Actions with which one identity gives permissions to another, or to itself."""


def is_boundary(policy: Resource, graph: Graph) -> bool:
    """Say whether a managed policy serves as a boundary.

    A role or user names it so, or its own name says so and nobody has it.
    """
    if policy.type != "AWS::IAM::ManagedPolicy":
        return False
    return graph.kept(("is a boundary", policy.id), lambda: _limits(policy, graph))


def _limits(policy: Resource, graph: Graph) -> bool:
    if some(having(graph, "boundaries", BOUNDED, _boundary, policy.id), bool):
        return True
    return "boundary" in policy.logical_id.lower() and not graph.out(policy, "attached-to")


def _boundary(holder: Resource) -> tuple[str, ...]:
    """Give the id of the policy that a role or user has as its boundary; one given from outside is not made here."""
    value = holder.get("PermissionsBoundary")
    return (value.resource.id,) if isinstance(value, Reference) else ()


def hands_out(holder: Resource, graph: Graph) -> tuple[Statement, ...]:
    """Give the statements by which a role or user may give permissions.

    Raises `NotKnown` where there is none and one could be.
    """
    statements, _ = policies_of(holder, graph)
    return those(statements, lambda statement: statement.allows and _may_hand_out(statement))


def demands_boundary(holder: Resource, graph: Graph) -> bool:
    """Say whether a role or user may give permissions only to what carries a boundary."""
    statements, _ = policies_of(holder, graph)
    return not some(
        statements, lambda statement: statement.allows and _may_hand_out(statement) and not _is_bound(statement)
    )


def _is_bound(statement: Statement) -> bool:
    return statement.condition is not None and some(
        statement.condition.members(),
        lambda operator: some(operator[1].members(), lambda member: member[0].lower() == "iam:permissionsboundary"),
    )


def _may_hand_out(statement: Statement) -> bool:
    if statement.not_actions:
        return not some(statement.not_actions, lambda action: action == "iam:*")
    return some(statement.actions, _covers)


def _covers(action: object) -> bool:
    """Say whether an action of a policy is, or stands for, one that gives permissions."""
    if isinstance(action, str):
        return action == "*" or (action.lower().startswith("iam:") and bool(HANDS_OUT.intersection(expand(action))))
    return any(action == name for name in sorted(HANDS_OUT))
