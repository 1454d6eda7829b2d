"""What several checks ask about a function: its runtime, its aliases, who calls it, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.facts.runtimes import runtime
from buttress.graph.grouping import having
from buttress.graph.linking import Linker
from buttress.graph.resource import External, Resource
from buttress.graph.selection import such, those
from buttress.graph.values import ABSENT, NotKnown, Reference, Text, some

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.facts.runtimes import Runtime
    from buttress.graph.graph import Graph
    from buttress.graph.location import Location
    from buttress.graph.relation import Relation

FUNCTION: Final = "AWS::Lambda::Function"
ALIAS: Final = "AWS::Lambda::Alias"
VERSION: Final = "AWS::Lambda::Version"
LOG_RETENTION: Final = "Custom::LogRetention"

ASYNCHRONOUS_TYPES: Final = frozenset(
    {
        "AWS::Config::ConfigRule",
        "AWS::Events::EventBus",
        "AWS::Events::Rule",
        "AWS::IoT::TopicRule",
        "AWS::Logs::LogGroup",
        "AWS::S3::Bucket",
        "AWS::SES::ReceiptRule",
        "AWS::SNS::Topic",
        "AWS::Scheduler::Schedule",
        FUNCTION,
    }
)
"""Sources that hand an event to Lambda's queue and go on; a function does so through its destinations.

Source: "Invoking Lambda with events from other AWS services", Lambda Developer Guide.
"""

ASYNCHRONOUS_SERVICES: Final = tuple(
    f"{name}.amazonaws.com"
    for name in ("cloudformation", "codecommit", "config", "events", "iot", "logs", "s3", "scheduler", "ses", "sns")
)
"""The same services, as the principals of permissions."""


def is_image(function: Resource) -> bool:
    """Say whether a function is deployed as a container image."""
    return function.text("PackageType", default="Zip") == "Image"


def runtime_of(function: Resource) -> Runtime:
    """Give what is known of a function's runtime; raises `NotKnown` for one that the facts do not have."""
    name = function.text("Runtime")
    known = runtime(name)
    if known is None:
        raise NotKnown(f"{name} is not among the runtimes that are known here", function.at("Runtime"))
    return known


def subnets_of(function: Resource) -> tuple[object, ...]:
    """Give the subnets that a function is placed in, none outside a VPC; raises `NotKnown` where that is not told."""
    return tuple(item.get() for item in function.each("VpcConfig.SubnetIds"))


def function_of(owner: Resource, graph: Graph, path: str = "FunctionName") -> Resource:
    """Give the function that a mapping, alias or version names; raises `NotKnown` where it is not declared here."""
    value = owner.get(path)
    target, _ = Linker(graph, reading=owner).resolve(value, (FUNCTION,))
    if isinstance(target, Resource) and target.type == FUNCTION:
        return target
    name = target.id if isinstance(target, External) else value
    raise NotKnown(f"the function {name} is not declared here", owner.at(path))


def qualifiers_of(function: Resource, graph: Graph) -> Iterator[Resource]:
    """Give the aliases and versions of a function; one whose function is not known raises `NotKnown`."""
    return having(graph, "functions of qualifiers", (ALIAS, VERSION), lambda owner: _owner(owner, graph), function.id)


def _owner(owner: Resource, graph: Graph) -> tuple[str, ...]:
    """Give the id of a qualifier's function, none where it names none (a module that nobody calls)."""
    value = owner.get("FunctionName")
    if value is ABSENT:
        return ()
    return ((value.resource if isinstance(value, Reference) else function_of(owner, graph)).id,)


def log_groups_of(function: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the log groups that a function writes to; raises `NotKnown` where it names one of elsewhere."""
    groups = [relation.target for relation in graph.out(function, "logs-to")]
    for group in groups:
        if isinstance(group, External):
            raise NotKnown(f"the log group {group.id} is declared elsewhere", function.at("LoggingConfig.LogGroup"))
    return tuple(group for group in groups if isinstance(group, Resource))


def log_retentions_of(function: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the custom resources by which the CDK sets how long the logs of a function are kept."""
    return tuple(having(graph, "functions of retentions", (LOG_RETENTION,), _mentioned, function.id))


def _mentioned(custom: Resource) -> tuple[str, ...]:
    references = _references(custom.get("LogGroupName")) if custom.present("RetentionInDays") else ()
    return tuple(reference.resource.id for reference in references)


def _references(value: Any) -> tuple[Reference, ...]:  # noqa: ANN401 - a value of the graph
    if isinstance(value, Text):
        return value.references
    return (value,) if isinstance(value, Reference) else ()


def sharing_role(function: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the other functions that have the same role; raises `NotKnown` for a role of elsewhere."""
    if not _references(function.get("Role")):
        return _with_same_text(function, graph)
    roles = [relation.target for relation in graph.out(function, "assumes")]
    users = [
        relation.source for role in roles if isinstance(role, Resource) for relation in graph.into(role, "assumes")
    ]
    others = tuple(user for user in users if isinstance(user, Resource) and _is_other(user, function))
    if not others:
        graph.refuse_if_proposed()
    return others


def _with_same_text(function: Resource, graph: Graph) -> tuple[Resource, ...]:
    mine = function.get("Role")
    same = those(such(graph, lambda other: other.id != function.id and _has_role(other, mine), FUNCTION), bool)
    if not same:
        raise NotKnown("its role is declared elsewhere; who else has it is not known here", function.at("Role"))
    return same


def _has_role(function: Resource, role: Any) -> bool:  # noqa: ANN401 - a value of the graph
    own = function.get("Role")
    return not isinstance(own, Reference) and bool(own == role)


def _is_other(found: Resource | External | None, function: Resource) -> bool:
    return isinstance(found, Resource) and found.type == FUNCTION and found.id != function.id


def functions_called(function: Resource, graph: Graph) -> tuple[tuple[Resource, Location], ...]:
    """Give the other functions that the role of a function names as its to invoke, with the place that grants it."""
    found = graph.out(function, "invokes", where=lambda relation: _is_other(relation.target, function))
    return tuple((call.target, call.location) for call in found if isinstance(call.target, Resource))


def keeps_warm(qualifier: Resource) -> bool:
    """Say whether an alias or version keeps environments started."""
    path = "ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions"
    return qualifier.number(path, default=0) > 0


def asynchronous_callers(function: Resource, graph: Graph) -> tuple[Relation, ...]:
    """Give the relations by which something hands events to a function without waiting for it."""
    return graph.into(function, "triggers", where=_is_asynchronous)


def _is_asynchronous(relation: Relation) -> bool:
    if relation.detail != "async":
        return False
    if isinstance(relation.source, Resource):
        return relation.source.type in ASYNCHRONOUS_TYPES
    if relation.via is None or relation.via.type != "AWS::Lambda::Permission":
        return True
    principal = relation.via.get("Principal")
    return some(ASYNCHRONOUS_SERVICES, lambda service: principal == service)


def waiting_callers(function: Resource, graph: Graph) -> tuple[Relation, ...]:
    """Give the relations by which somebody waits for the answer of a function: an API, a URL, a state machine."""
    fronts = graph.into(function, "fronts")
    called = graph.into(function, "invokes", where=lambda relation: relation.detail == "sync")
    return fronts or called or graph.into(function, "triggers", where=lambda relation: relation.detail == "sync")


__all__ = [
    "asynchronous_callers",
    "function_of",
    "functions_called",
    "is_image",
    "keeps_warm",
    "log_groups_of",
    "log_retentions_of",
    "qualifiers_of",
    "runtime_of",
    "sharing_role",
    "subnets_of",
    "waiting_callers",
]
