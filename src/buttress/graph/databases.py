"""Databases of RDS, Aurora, DocumentDB and Neptune: clusters, their instances, and what they are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.facts.engines import EngineVersion, engine_version
from buttress.facts.service_defaults import default_of
from buttress.graph.resource import Resource
from buttress.graph.selection import such, those
from buttress.graph.values import NotKnown, Reference, Text
from buttress.graph.worlds import Atom

if TYPE_CHECKING:
    from buttress.graph.graph import Graph
    from buttress.graph.relation import Relation

CLUSTERS: Final = {
    "AWS::DocDB::DBInstance": "AWS::DocDB::DBCluster",
    "AWS::Neptune::DBInstance": "AWS::Neptune::DBCluster",
    "AWS::RDS::DBInstance": "AWS::RDS::DBCluster",
}
"""The type of cluster that an instance can be part of."""

MANY: Final = "[*]"
"""What the address of a resource ends in, or that of a module, of which it is not known how many there are."""

MEMBERS: Final = {cluster: instance for instance, cluster in CLUSTERS.items()}

ORIGINS: Final = {
    "DBSnapshotIdentifier": "snapshot",
    "DBClusterSnapshotIdentifier": "snapshot",
    "SnapshotIdentifier": "snapshot",
    "SourceDBInstanceIdentifier": "source",
    "SourceDBInstanceAutomatedBackupsArn": "backup",
    "SourceDbiResourceId": "source",
    "SourceDBClusterIdentifier": "source",
    "SourceDbClusterResourceId": "source",
}
"""Properties that name what a database is made from. Source: the resource reference of CloudFormation."""

RESTORED: Final = ("RestoreTime", "UseLatestRestorableTime")

REPLICATED: Final = ("SourceDBInstanceIdentifier", "SourceDbiResourceId", "SourceDBClusterIdentifier")


def in_cluster(instance: Resource) -> bool:
    """Say whether an instance is part of a cluster, which then decides about storage, backups and encryption."""
    return instance.type in CLUSTERS and instance.present("DBClusterIdentifier")


def is_replica(instance: Resource) -> bool:
    """Say whether an instance of RDS is a read replica of another one; one that is restored to a time names its source
    too, and is a database of its own.

    Source: "RestoreTime" and "UseLatestRestorableTime" of `AWS::RDS::DBInstance` in the CloudFormation reference.
    """
    replicated = any(instance.present(path) for path in REPLICATED)
    return replicated and not any(instance.present(path) for path in RESTORED)


def is_aurora(database: Resource) -> bool:
    """Say whether an instance or cluster of RDS is of Aurora; raises `NotKnown` where its engine is not told."""
    return database.text("Engine").lower().startswith("aurora")


def clusters_of(instance: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the cluster that an instance is part of; none where it is in none, or in one that is declared elsewhere."""
    if not in_cluster(instance):
        return ()
    return those(such(graph, lambda cluster: _is_of(instance, cluster), CLUSTERS[instance.type]), bool)


def members_of(cluster: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the instances of a cluster; raises `NotKnown` where fewer than two are told and another could be one.

    One that stands for an unknown number of them is given twice in the worlds in which there are several.
    """
    found: list[Resource] = []
    try:
        found.extend(such(graph, lambda each: _is_of(each, cluster), MEMBERS[cluster.type]))
    except NotKnown:
        if len(found) < 2:  # noqa: PLR2004 - two are enough
            raise
    if len(found) == 1 and _stands_for_several(found[0], graph):
        return (found[0], found[0])
    return tuple(found)


def _stands_for_several(member: Resource, graph: Graph) -> bool:
    """Say whether a resource of which the number is not known (`count = var.instances`) is more than one here."""
    if MANY not in member.logical_id:
        return False
    asked = Atom(f"{member.id}?several", f"whether there are several of {member.logical_id}", (True, False))
    return bool(graph.worlds.choose(asked))


def _is_of(instance: Resource, cluster: Resource) -> bool:
    return names(instance.get("DBClusterIdentifier"), cluster, "DBClusterIdentifier")


def names(value: Any, resource: Resource, path: str) -> bool:  # noqa: ANN401 - a graph value
    """Say whether a value names a resource: by a reference, or by the name that its template chooses at a path."""
    if isinstance(value, str | Text) and not (isinstance(value, Text) and value.references):
        return bool(value) and resource.present(path) and bool(resource.get(path) == value)
    return bool(value == Reference(resource, "Ref"))


def readers_by_scaling(cluster: Resource, graph: Graph) -> tuple[Relation, ...]:
    """Give the `scales` relations of what keeps at least one reader in a cluster of Aurora.

    Source: "Amazon Aurora Auto Scaling with Aurora Replicas" of the Aurora User Guide.
    """
    return graph.into(cluster, "scales", where=lambda relation: _keeps_one(relation.source))


def _keeps_one(source: object) -> bool:
    return isinstance(source, Resource) and source.number("MinCapacity", default=0) > 0


def encrypted(database: Resource) -> bool:
    """Say whether a database's storage is encrypted; raises `NotKnown` where something else decides that.

    A database that is made from a snapshot or a source takes over its encryption. Aurora has encrypted new clusters
    since 2026-02-18, whatever is declared; an older one may not be encrypted.
    """
    if database.type in MEMBERS and database.flag("StorageEncrypted", default=False):
        return True
    for path, what in ORIGINS.items():
        if database.get(path):
            raise NotKnown(f"it takes over the encryption of the {what} that it is made from", database.at(path))
    variant = "aurora" if database.type == "AWS::RDS::DBCluster" and is_aurora(database) else ""
    if variant and database.present("StorageEncrypted"):
        place = database.at("StorageEncrypted")
        raise NotKnown(
            "Aurora has encrypted new clusters since 2026-02-18; an older one with this setting is not", place
        )
    default = default_of(database.type, "StorageEncrypted", variant)
    return database.text("StorageEncrypted", default=default).lower() not in ("false", "none")


def support_of(database: Resource) -> EngineVersion:
    """Give the engine version of a database with the end of its support; raises `NotKnown` where it is not known."""
    engine, version = database.text("Engine").lower(), database.text("EngineVersion")
    known = engine_version(engine, version)
    if known is None:
        raise NotKnown(f"when support of {engine} {version} ends is not known here", database.at("EngineVersion"))
    return known
