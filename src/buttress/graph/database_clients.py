"""Which functions open connections to a database, and whether a proxy stands between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.databases import MEMBERS, members_of, names
from buttress.graph.grouping import having
from buttress.graph.resource import Resource
from buttress.graph.selection import such, those
from buttress.graph.values import Reference, Text
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.graph import Graph
    from buttress.graph.location import Location

FUNCTION: Final = "AWS::Lambda::Function"
GROUP: Final = "AWS::EC2::SecurityGroup"
TARGETS: Final = {
    "AWS::RDS::DBCluster": ("DBClusterIdentifiers", "DBClusterIdentifier"),
    "AWS::RDS::DBInstance": ("DBInstanceIdentifiers", "DBInstanceIdentifier"),
}
GROUPS: Final = {"AWS::RDS::DBCluster": "VpcSecurityGroupIds", "AWS::RDS::DBInstance": "VPCSecurityGroups"}


@dataclass(frozen=True, slots=True)
class Client:
    """Names a function that connects to a database, and the place that shows it."""

    function: Resource
    location: Location


def proxies_of(database: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the target groups of proxies that stand in front of a database; raises `NotKnown` where one could."""
    path, name = TARGETS[database.type]
    kind = "AWS::RDS::DBProxyTargetGroup"
    found = such(graph, lambda group: those(group.each(path), lambda item: names(item.get(), database, name)), kind)
    return those(found, bool)


def clients_of(database: Resource, graph: Graph) -> Iterator[Client]:
    """Give the functions that are seen to connect to a database.

    A function does so that is told its address or its secret in an environment variable, or whose security group the
    database's group lets in.
    """
    known = _identities(database, graph)
    doors = _let_in(database, graph)
    seen = {
        function.id: function
        for wanted in sorted(known | doors)
        for function in having(graph, "ends of functions", (FUNCTION,), _ends, wanted)
    }
    for name in sorted(seen):
        yield from _client(seen[name], known, doors)


def _ends(function: Resource) -> frozenset[str]:
    """Give the ids of what a function's environment and security groups refer to."""
    variables = [variable.get() for _, variable in function.members("Environment.Variables")]
    groups = [group.get() for group in function.each("VpcConfig.SecurityGroupIds")]
    return frozenset(each for value in (*variables, *groups) for each in _referred(value))


def _client(function: Resource, known: frozenset[str], doors: frozenset[str]) -> Iterator[Client]:
    for _, variable in function.members("Environment.Variables"):
        if known & _referred(variable.get()):
            yield Client(function, variable.at())
            return
    for group in function.each("VpcConfig.SecurityGroupIds"):
        if doors & _referred(group.get()):
            yield Client(function, group.at())
            return


def _identities(database: Resource, graph: Graph) -> frozenset[str]:
    """Give the ids of the database, its instances, and the secrets that open it."""
    members = members_of(database, graph) if database.type in MEMBERS else ()
    secrets = graph.into(database, "guards", where=lambda relation: relation.detail == "credentials")
    opened = [relation.source.id for relation in secrets if isinstance(relation.source, Resource)]
    return frozenset({database.id, *(member.id for member in members), *opened})


def _let_in(database: Resource, graph: Graph) -> frozenset[str]:
    """Give the ids of the security groups from which the database's groups take connections."""
    own = frozenset(each for item in database.each(GROUPS[database.type]) for each in _referred(item.get()))
    inline = [
        rule.get("SourceSecurityGroupId")
        for group in such(graph, lambda group: group.id in own, GROUP)
        for rule in group.each("SecurityGroupIngress")
    ]
    separate = [
        rule.get("SourceSecurityGroupId")
        for rule in such(graph, lambda rule: own & _referred(rule.get("GroupId")), "AWS::EC2::SecurityGroupIngress")
    ]
    return frozenset(each for value in (*inline, *separate) for each in _referred(value))


def _referred(value: Any) -> frozenset[str]:  # noqa: ANN401 - a graph value
    """Give the ids of the resources that a value refers to."""
    if isinstance(value, Reference):
        return frozenset({value.resource.id})
    return frozenset(each.resource.id for each in value.references) if isinstance(value, Text) else frozenset()
