"""Whether the role of a state machine lets it write traces.

Source: "IAM policies for X-Ray" of the Step Functions Developer Guide: a role that is given to a state machine has to
allow it to send traces.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.policies import policies_of
from buttress.graph.values import NotKnown, Reference, Text, Unresolved, some

if TYPE_CHECKING:
    from buttress.graph.graph import Graph
    from buttress.graph.policies import Statement
    from buttress.graph.resource import Resource

WRITE: Final = "xray:puttracesegments"


def may_not_write_traces(machine: Resource, graph: Graph) -> bool:
    """Say whether all that the role may do is told here, and writing traces is not among it.

    A role that is declared elsewhere, or has a policy that is, may do so for all that is known.
    """
    role = _role_of(machine)
    if role is None:
        return False
    statements, managed = policies_of(role, graph)
    return not managed and not some(statements, _may_allow)


def _role_of(machine: Resource) -> Resource | None:
    value: Any = machine.get("RoleArn")
    if isinstance(value, Unresolved) and value.undecided:
        value.refuse()
    if isinstance(value, Text) and value.references:
        value = value.references[0]
    if isinstance(value, Reference) and value.resource.type == "AWS::IAM::Role":
        return value.resource
    return None


def _may_allow(statement: Statement) -> bool:
    """Say whether a statement could allow it; what is not told could."""
    try:
        return statement.allows and (bool(statement.not_actions) or some(statement.actions, _is_write))
    except NotKnown:
        return True


def _is_write(action: Any) -> bool:  # noqa: ANN401 - a graph value
    if isinstance(action, str):
        return fnmatchcase(WRITE, action.lower())
    raise NotKnown(f"{action} is known only after deployment")


__all__ = ["may_not_write_traces"]
