"""Relations that roles make possible: what their policies let them read, write and invoke."""

from __future__ import annotations

import fnmatch
from typing import TYPE_CHECKING, Final

from buttress.graph.linking import Reader, relates
from buttress.graph.policies import policies_of
from buttress.graph.relations.ends import (
    BUCKET,
    BUS,
    FIREHOSE,
    FUNCTION,
    MACHINE,
    QUEUE,
    ROLE,
    STREAM,
    TABLE,
    TOPIC,
    reading,
)
from buttress.graph.resource import Resource
from buttress.graph.values import NotKnown, Reference, Text
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.linking import Linker
    from buttress.graph.location import Location
    from buttress.graph.policies import Statement

GRANTEES: Final = ("AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group")
POLICIES: Final = (
    "AWS::IAM::Policy",
    "AWS::IAM::ManagedPolicy",
    "AWS::IAM::RolePolicy",
    "AWS::IAM::UserPolicy",
    "AWS::IAM::GroupPolicy",
)


@relates(*POLICIES, kinds=("attached-to",))
def attachment(policy: Resource, link: Linker) -> None:
    """Relates a policy to the roles, users and groups that it names."""
    reads = reading(policy, link)
    for plural, single, kind in (
        ("Roles", "RoleName", "AWS::IAM::Role"),
        ("Users", "UserName", "AWS::IAM::User"),
        ("Groups", "GroupName", "AWS::IAM::Group"),
    ):
        reads.each("attached-to", plural, (kind,))
        reads.to("attached-to", single, (kind,))


@relates(*GRANTEES, kinds=("attached-to",))
def grantee(resource: Resource, link: Linker) -> None:
    """Relates the managed policies that a role, user or group lists to it."""
    reading(resource, link).each("attached-to", "ManagedPolicyArns", ("AWS::IAM::ManagedPolicy",), backwards=True)


@dataclass(frozen=True, slots=True)
class Use:
    """Says what some actions on resources of some types do; `actions` are IAM actions in lower case, with wildcards."""

    kind: str
    types: tuple[str, ...]
    actions: tuple[str, ...]


def _actions(service: str, names: str) -> tuple[str, ...]:
    return tuple(f"{service}:{name}".lower() for name in names.split())


USES: Final = (
    Use(
        "reads",
        TABLE,
        _actions("dynamodb", "GetItem BatchGetItem Query Scan PartiQLSelect GetRecords TransactGetItems"),
    ),
    Use(
        "writes",
        TABLE,
        _actions("dynamodb", "PutItem UpdateItem DeleteItem BatchWriteItem PartiQLInsert PartiQLUpdate"),
    ),
    Use("reads", BUCKET, _actions("s3", "GetObject GetObjectVersion ListBucket")),
    Use("writes", BUCKET, _actions("s3", "PutObject DeleteObject")),
    Use("reads", QUEUE, _actions("sqs", "ReceiveMessage")),
    Use("publishes-to", QUEUE, _actions("sqs", "SendMessage")),
    Use("publishes-to", TOPIC, _actions("sns", "Publish")),
    Use("publishes-to", BUS, _actions("events", "PutEvents")),
    Use("reads", STREAM, _actions("kinesis", "GetRecords SubscribeToShard")),
    Use("publishes-to", STREAM, _actions("kinesis", "PutRecord PutRecords")),
    Use("publishes-to", FIREHOSE, _actions("firehose", "PutRecord PutRecordBatch")),
    Use("reads", ("AWS::SecretsManager::Secret",), _actions("secretsmanager", "GetSecretValue")),
    Use("reads", ("AWS::SSM::Parameter",), _actions("ssm", "GetParameter GetParameters GetParametersByPath")),
)
"""Source: "Actions, resources, and condition keys" of each service, Service Authorization Reference."""

CALLS: Final = (
    Use("invokes", FUNCTION, _actions("lambda", "InvokeFunction InvokeAsync")),
    Use("invokes", MACHINE, _actions("states", "StartExecution StartSyncExecution")),
)


@relates(*ROLE, kinds=("reads", "writes", "publishes-to"), after=True)
def uses(role: Resource, link: Linker) -> None:
    """Relates a role to what its policies let it use, and the functions that assume it to what it lets them invoke.

    The place is the statement's.
    """
    statements, _ = policies_of(role, link.graph)
    for kind, resource, place in _granted(statements, USES):
        link.join(kind, role, resource, place)
    callees = list(_granted(statements, CALLS))
    for function in _assuming(role, link) if callees else ():
        for kind, resource, place in callees:
            link.join(kind, function, resource, place, "granted")


def _assuming(role: Resource, link: Linker) -> list[Resource]:
    """Give the functions that surely assume a role; one whose role cannot be told has a loose end of its own."""
    try:
        found = link.graph.into(role, "assumes")
    except NotKnown:
        return []
    sources = [relation.source for relation in found]
    return [source for source in sources if isinstance(source, Resource) and source.type in FUNCTION]


@relates(*FUNCTION, kinds=("invokes",), after=True)
def calls(function: Resource, link: Linker) -> None:
    """Notes that what a function invokes cannot be told where its role cannot."""
    link.graph.out(function, "assumes")


def _granted(statements: tuple[Statement, ...], uses: tuple[Use, ...]) -> Iterator[tuple[str, Resource, Location]]:
    """Give kind, resource and place of each use that a statement surely allows on a resource that is named here."""
    for statement in statements:
        if not _is_allow(statement):
            continue
        patterns = frozenset(action.lower() for action in statement.actions if isinstance(action, str))
        wide = [pattern for pattern in patterns if "*" in pattern]
        for use in uses:
            if not patterns.isdisjoint(use.actions) or any(_covers(pattern, use) for pattern in wide):
                for resource in _named(statement, use.types):
                    yield use.kind, resource, statement.location


def _is_allow(statement: Statement) -> bool:
    return isinstance(statement.effect, str) and statement.effect == "Allow"


def _covers(pattern: str, use: Use) -> bool:
    return any(fnmatch.fnmatchcase(name, pattern) for name in use.actions)


def _named(statement: Statement, types: tuple[str, ...]) -> list[Resource]:
    """Give the resources of some types that a statement refers to."""
    found: dict[str, Resource] = {}
    for value in statement.resources:
        references = value.references if isinstance(value, Text) else (value,) if isinstance(value, Reference) else ()
        for reference in references:
            if reference.resource.type in types:
                found[reference.resource.id] = reference.resource
    return list(found.values())


READERS: tuple[Reader, ...] = (attachment, grantee, uses, calls)
