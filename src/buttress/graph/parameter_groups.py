"""The parameter groups of databases: whether they demand encrypted connections.

Source: "Using SSL/TLS to encrypt a connection" of the RDS and Aurora User Guides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.facts.engines import engine_version
from buttress.facts.service_defaults import default_of
from buttress.graph.databases import names, support_of
from buttress.graph.selection import such, those
from buttress.graph.values import ABSENT, NotKnown

if TYPE_CHECKING:
    from buttress.facts.service_defaults import Default
    from buttress.graph.graph import Graph
    from buttress.graph.location import Location
    from buttress.graph.resource import Resource

GROUPS: Final = {
    "AWS::RDS::DBCluster": ("DBClusterParameterGroupName", "AWS::RDS::DBClusterParameterGroup"),
    "AWS::RDS::DBInstance": ("DBParameterGroupName", "AWS::RDS::DBParameterGroup"),
}
"""Where a database names its group, and the type of the group; the group's own name stands under the same property."""

PARAMETERS: Final = {
    "aurora-mysql": "require_secure_transport",
    "aurora-postgresql": "rds.force_ssl",
    "mariadb": "require_secure_transport",
    "mysql": "require_secure_transport",
    "postgres": "rds.force_ssl",
}
DEFAULT: Final = "default."
ON: Final = ("1", "on", "true")


def demands_tls(database: Resource, graph: Graph) -> tuple[bool, Location]:
    """Say whether a database of RDS refuses connections that are not encrypted, and what decides it.

    Raises `NotKnown` for other engines, for a group that is not declared here, and for an engine version not known.
    """
    engine = database.text("Engine").lower()
    parameter = PARAMETERS.get(engine)
    if parameter is None:
        raise NotKnown(f"how {engine} demands encrypted connections is not judged here", database.at("Engine"))
    kind = GROUPS[database.type][1]
    place = ("Parameters", parameter)
    groups = _group(database, graph)
    for group in groups:
        if group.present(place):
            return group.text(place).lower() in ON, group.at(place)
    family = _family(database, groups, engine)
    default = default_of(kind, "Parameters", f"{parameter} {family}") or default_of(kind, "Parameters", parameter)
    return _by_default(database, place, default), database.at(GROUPS[database.type][0])


def warehouse_demands_tls(cluster: Resource, graph: Graph) -> tuple[bool, Location]:
    """Say whether a cluster of Redshift refuses connections that are not encrypted, and what decides it.

    Raises `NotKnown` for a group that is not declared here, and where the family of the group does not tell.
    """
    kind, path, parameter = "AWS::Redshift::ClusterParameterGroup", "ClusterParameterGroupName", "require_ssl"
    named: Any = cluster.get(path)
    if named is ABSENT:
        return _by_default(cluster, (parameter,), default_of(kind, "Parameters", parameter)), cluster.at()
    for group in those(such(graph, lambda each: names(named, each, "ParameterGroupName"), kind), bool):
        for item in those(group.each("Parameters"), lambda each: each.text("ParameterName").lower() == parameter):
            return item.text("ParameterValue").lower() in ON, item.at("ParameterValue")
        default = default_of(kind, "Parameters", f"{parameter} {group.text('ParameterGroupFamily')}")
        return _by_default(group, (parameter,), default), group.at("Parameters")
    if not _is_default(named):
        raise NotKnown("its parameter group is not declared here", cluster.at(path))
    default = default_of(kind, "Parameters", f"{parameter} {named.removeprefix(DEFAULT)}")
    return _by_default(cluster, (parameter,), default), cluster.at(path)


def _by_default(owner: Resource, absent: tuple[str, ...], default: Default | None) -> bool:
    """Read what AWS does while a parameter is absent: the path is one that the owner cannot have."""
    return owner.text(absent, default=default).lower() in ON


def _is_default(named: object) -> bool:
    """Say whether a name is that of a group that AWS made: `default.` and the family."""
    return isinstance(named, str) and named.startswith(DEFAULT)


def _family(database: Resource, groups: tuple[Resource, ...], engine: str) -> str:
    """Give the family of the parameters that a database has; raises `NotKnown` for a version that no fact tells of."""
    named: Any = database.get(GROUPS[database.type][0])
    families = [group.text("Family") for group in groups]
    if _is_default(named):
        families.append(named.removeprefix(DEFAULT))
    for family in families:
        known = engine_version(engine, family.removeprefix(engine))
        if known is None:
            raise NotKnown(f"what {family} does by default is not known here", database.location)
        return f"{engine}{known.version}"
    return f"{engine}{support_of(database).version}"


def _group(database: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the group that a database names, none where it has the default one of its engine."""
    path, kind = GROUPS[database.type]
    value: Any = database.get(path)
    if value is ABSENT or _is_default(value):
        return ()
    found = those(such(graph, lambda group: names(value, group, path), kind), bool)
    if not found:
        raise NotKnown("its parameter group is not declared here", database.at(path))
    return found
