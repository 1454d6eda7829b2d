"""What the policies of roles, users and groups allow too widely: every action of a service, or every resource.

Source: "IAM JSON policy elements reference" of the IAM User Guide, and the Service Authorization Reference.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from buttress.facts.actions import expand, knows_no_resource
from buttress.graph.conditions import narrows_resources
from buttress.graph.node import LIST
from buttress.graph.policies import Statement, statements_of
from buttress.graph.relations.roles import GRANTEES, POLICIES
from buttress.graph.selection import those
from buttress.graph.values import NotKnown, Text, Unresolved, every, some
from buttress.graph.view import Listing
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.location import Location
    from buttress.graph.resource import Resource
    from buttress.graph.view import Path, View

OWNERS: Final = (*GRANTEES, *POLICIES)
"""Types that hold statements about what an identity may do; policies of queues, buckets and keys are not among them."""

GRANTED_BY_AWS: Final = frozenset(
    {
        "cloudwatch:GetMetricData",
        "cloudwatch:ListMetrics",
        "cloudwatch:PutMetricData",
        "ec2:AssignPrivateIpAddresses",
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "ec2:UnassignPrivateIpAddresses",
        "logs:CreateLogGroup",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "s3-object-lambda:WriteGetObjectResponse",
    }
)
"""Actions that AWS itself documents with `Resource: "*"` for every function, although a resource could be named.

Sources: the managed policies AWSLambdaBasicExecutionRole, AWSLambdaVPCAccessExecutionRole (network interfaces have no
names before they are made) and AmazonS3ObjectLambdaExecutionRolePolicy; "Using condition keys to limit access to
CloudWatch namespaces" (metrics are no resources).
"""

KINDS: Final = {
    "aoss": frozenset({"collection"}),
    "apigateway": frozenset({"apis", "restapis"}),
    "cloudwatch": frozenset({"alarm"}),
    "cognito-idp": frozenset({"userpool"}),
    "dynamodb": frozenset({"table"}),
    "ec2": frozenset({"instance", "network-interface", "security-group", "subnet", "volume", "vpc"}),
    "ecr": frozenset({"repository"}),
    "ecs": frozenset({"cluster", "service", "task", "task-definition"}),
    "es": frozenset({"domain"}),
    "events": frozenset({"event-bus", "rule"}),
    "firehose": frozenset({"deliverystream"}),
    "iam": frozenset({"group", "instance-profile", "policy", "role", "user"}),
    "kinesis": frozenset({"stream"}),
    "kms": frozenset({"alias", "key"}),
    "lambda": frozenset({"function", "layer"}),
    "logs": frozenset({"log-group"}),
    "rds": frozenset({"cluster", "db"}),
    "sagemaker": frozenset({"endpoint"}),
    "secretsmanager": frozenset({"secret"}),
    "ssm": frozenset({"parameter"}),
    "states": frozenset({"execution", "express", "stateMachine"}),
}
"""Words that stand before the name in the ARNs of a service."""

ALL_BUT: Final = "every action but those under NotAction"

MOST_NAMED: Final = 3
"""How many actions a reason names."""

_PARTS_OF_ARN: Final = 6


@dataclass(frozen=True, slots=True)
class Reach:
    """Names what a statement allows too widely, with its place."""

    what: tuple[str, ...]
    location: Location

    def __str__(self) -> str:
        """Give the first three by name."""
        rest = len(self.what) - MOST_NAMED
        return ", ".join(self.what[:MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def grants(owner: Resource) -> tuple[Statement, ...]:
    """Give the statements that a policy holds, or the inline policies of a role, user or group."""
    return statements_of(owner)


def searched(owner: Resource) -> Location:
    """Give the place of what was searched: the policy document, or the list of inline policies."""
    return owner.at("PolicyDocument" if owner.present("PolicyDocument") else "Policies")


def whole_services(statements: tuple[Statement, ...]) -> tuple[Reach, ...]:
    """Give what statements allow every action of a service (`s3:*`), of all (`*`), or all but some."""
    found = those(statements, lambda statement: statement.allows and _allows_services(statement))
    return tuple(_services_of(statement) for statement in found)


def whole_accounts(statements: tuple[Statement, ...]) -> tuple[Reach, ...]:
    """Give what statements allow on every resource, although it could be allowed on some.

    A statement whose condition may narrow it, in a way that is not judged here, raises `NotKnown` where no other
    statement decides.
    """
    found = those(statements, _reaches_all)
    return tuple(_account_of(statement) for statement in found)


def _allows_services(statement: Statement) -> bool:
    return bool(statement.not_actions) or some(statement.actions, _is_whole_service)


def _is_whole_service(action: Any) -> bool:  # noqa: ANN401 - a value of the graph
    if isinstance(action, str):
        return set(action.partition(":")[2] or action) == {"*"}
    if isinstance(action, Text):
        return action.endswith(":*")
    return bool(action == "*")


def _services_of(statement: Statement) -> Reach:
    if statement.not_actions:
        return Reach((ALL_BUT,), statement.body.at("NotAction"))
    found = those(_items(statement.body, "Action"), lambda item: _is_whole_service(item.get()))
    return Reach(tuple(str(item.get()) for item in found), found[0].at())


def _reaches_all(statement: Statement) -> bool:
    return every(_QUESTIONS, lambda holds: holds(statement))


def _allows(statement: Statement) -> bool:
    return statement.allows


def _is_not_narrowed(statement: Statement) -> bool:
    return not narrows_resources(statement.condition)


def _on_everything(statement: Statement) -> bool:
    return bool(statement.not_resources) or some(statement.resources, _is_everything)


def _is_everything(resource: Any) -> bool:  # noqa: ANN401 - a value of the graph
    """Say whether a resource of a statement is `*`, or an ARN that has no more than `*` for a name."""
    if isinstance(resource, str):
        return set(resource) == {"*"} or _names_nothing(resource)
    if isinstance(resource, Text):
        shape = "".join(part if isinstance(part, str) else "\0" for part in resource.parts)
        return _names_nothing(shape) or bool(resource == "*")
    return bool(resource == "*")


def _names_nothing(arn: str) -> bool:
    parts = arn.split(":", _PARTS_OF_ARN - 1)
    if parts[0] != "arn" or len(parts) < _PARTS_OF_ARN:
        return False
    words = re.split("[:/]", parts[-1].lstrip("/"))
    name = words[1] if len(words) > 1 and words[0] in KINDS.get(parts[2], ()) else words[0]
    return set(name) == {"*"}


def _could_be_limited(statement: Statement) -> bool:
    return bool(statement.not_actions) or some(statement.actions, _is_limitable)


def _is_limitable(action: Any) -> bool:  # noqa: ANN401 - a value of the graph
    if isinstance(action, str):
        return set(action) == {"*"} or _pattern_is_limitable(action)
    if isinstance(action, Text | Unresolved):
        action.refuse()
    raise NotKnown(f"{action} is known only after deployment")


@cache
def _pattern_is_limitable(pattern: str) -> bool:
    """Say whether an action among those that a pattern stands for can be limited to some resources."""
    actions = expand(pattern)
    if not actions:
        raise NotKnown(f"{pattern} is not among the actions that are known here")
    return any(knows_no_resource(action) is False for action in actions if action not in GRANTED_BY_AWS)


_QUESTIONS: Final = (_allows, _on_everything, _could_be_limited, _is_not_narrowed)
"""What makes a statement reach all of an account, asked of each by itself: one that is surely not so decides."""


def _account_of(statement: Statement) -> Reach:
    path = "NotResource" if statement.not_resources else "Resource"
    wide = those(_items(statement.body, path), lambda item: path == "NotResource" or _is_everything(item.get()))
    if statement.not_actions:
        return Reach((ALL_BUT,), wide[0].at())
    actions = those(statement.actions, _is_limitable)
    return Reach(tuple(str(action) for action in actions), wide[0].at())


def _items(view: View, path: Path) -> Iterator[View]:
    """Give the members of a list, flat: `Fn::If` may put a list into a list."""
    for item in view.each(path):
        if item.node.kind == LIST or isinstance(item.get(), Listing):
            yield from _items(item, "")
        else:
            yield item
