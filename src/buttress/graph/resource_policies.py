"""Whom the resource policy of a REST API lets in.

Source: "Control access to a REST API with API Gateway resource policies" of the API Gateway Developer Guide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.json_text import Substituted, parsed
from buttress.graph.policies import Principal, Statement, statements_of
from buttress.graph.selection import those
from buttress.graph.values import Text, every, some
from buttress.graph.view import View

if TYPE_CHECKING:
    from buttress.graph.resource import Resource
    from buttress.graph.view import Path

POLICIES: Final[tuple[Path, ...]] = ("Policy", ("Body", "x-amazon-apigateway-policy"))
NETWORKS: Final = frozenset({"aws:sourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip"})
"""Condition keys that tell networks apart, in lower case: they tell nothing of who calls."""


def has_policy(api: Resource) -> bool:
    """Say whether a resource policy is declared, beside the API's document or in it."""
    return some(POLICIES, api.present)


def names_callers(api: Resource) -> bool:
    """Say whether the policy lets in only principals that it names, so that an unsigned request is refused."""
    allowing = those(_statements(api), lambda statement: statement.allows)
    return bool(allowing) and every(allowing, _names_principals)


def lets_in_networks_only(api: Resource) -> bool:
    """Say whether the policy lets callers in by the network that they come from."""
    statements = _statements(api)
    if some(statements, lambda statement: not statement.allows and _looks_at_network(statement)):
        return True
    allowing = those(statements, lambda statement: statement.allows)
    return bool(allowing) and every(allowing, _looks_at_network)


def _statements(api: Resource) -> tuple[Statement, ...]:
    declared = those(POLICIES, api.present)
    return tuple(statement for path in declared for statement in statements_of(_document(api.part(path))))


def _document(policy: View) -> View:
    """Give a policy as the map it is: it may be a text of JSON with parts that are not known."""
    value = policy.get()
    if not isinstance(value, Text):
        return policy
    return View(parsed(value, policy.node, Substituted(policy, "")), policy.scope, policy.worlds)


def _names_principals(statement: Statement) -> bool:
    principals = statement.principals
    return bool(principals) and every(principals, lambda principal: not is_everybody(principal))


def is_everybody(principal: Principal) -> bool:
    """Say whether a principal is the star; what AWS fills in, such as the number of the account, is none."""
    value = principal.value
    if isinstance(value, Text) and some(value.holes, lambda hole: hole.kind == "pseudo"):
        return False
    return bool(principal.kind == "*" or value == "*")


def _looks_at_network(statement: Statement) -> bool:
    if statement.condition is None:
        return False
    operators = (operator for _, operator in statement.condition.members())
    return some(operators, lambda operator: some(operator.members(), lambda member: member[0].lower() in NETWORKS))
