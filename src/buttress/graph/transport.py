"""Whether a resource policy turns plain HTTP away.

Source: "AWS global condition context keys" of the IAM User Guide, `aws:SecureTransport`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.policies import statements_of
from buttress.graph.resource import Resource
from buttress.graph.values import Reference, Text, Unresolved, every, some

if TYPE_CHECKING:
    from typing import Any

    from buttress.graph.graph import Graph
    from buttress.graph.policies import Statement
    from buttress.graph.view import View

OPERATORS: Final = ("bool", "boolifexists")
KEY: Final = "aws:securetransport"


def statements_on(resource: Resource, graph: Graph) -> tuple[Statement, ...]:
    """Give the statements of the resource policies that guard a resource.

    Raises `NotKnown` where there is none, and a policy whose resource is not told could be one.
    """
    found = graph.into(resource, "guards", where=lambda relation: relation.detail == "policy")
    owners = [relation.source for relation in found if isinstance(relation.source, Resource)]
    return tuple(statement for owner in owners for statement in statements_of(owner))


def refuses_plain_http(statement: Statement, actions: tuple[str, ...], tail: str = "*") -> bool:
    """Say whether a statement denies everybody the actions where a request does not come over TLS, and only there.

    One of `actions` has to stand in the statement as it is; one of its resources has to end in `tail`, which is how a
    bucket's objects are meant; an empty `tail` fits every resource. Raises `NotKnown` where that cannot be told.
    """
    return (
        bool(statement.effect == "Deny")
        and _denies_plain_http(statement.condition)
        and some(statement.principals, lambda principal: principal.kind in ("*", "AWS") and principal.value == "*")
        and some(statement.actions, lambda action: action in actions)
        and some(statement.resources, lambda resource: _ends(resource, tail))
    )


def _denies_plain_http(condition: View | None) -> bool:
    """Say whether the only condition is that the request is not made over TLS: a second one would narrow the denial."""
    if condition is None:
        return False
    tests = [(operator, key, wanted) for operator, part in condition.members() for key, wanted in part.members()]
    return len(tests) == 1 and every(
        tests,
        lambda test: (
            test[0].lower() in OPERATORS
            and test[1].lower() == KEY
            and every(test[2].each(), lambda item: not item.flag())
        ),
    )


def _ends(value: Any, tail: str) -> bool:  # noqa: ANN401 - a graph value
    """Say whether a resource ends in a literal and means all that is in it: `bucket/*`, and not `bucket/folder/*`.

    A name or ARN that AWS gives never ends in a star.
    """
    if not tail:
        return True
    if isinstance(value, Unresolved):
        value.refuse()
    parts = value.parts if isinstance(value, Text) else (value,)
    if isinstance(parts[-1], Reference):
        return False
    slashes = sum(part.count("/") for part in parts if isinstance(part, str))
    return isinstance(value, str | Text) and slashes < 2 and value.endswith(tail)  # noqa: PLR2004 - the one before the star
