"""Judges whether a file system is backed up by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, sets
from buttress.facts.service_defaults import default_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::EFS::FileSystem",
    bears_on=(both("REL09-BP03"),),
    fix=sets({"BackupPolicy.Status": "ENABLED"}, unsafe="backups are paid for"),
)
def backup(files: Resource, graph: Graph) -> Verdict:
    """A file system is backed up by itself."""
    path = "BackupPolicy.Status"
    variant = "one-zone" if files.present("AvailabilityZoneName") else ""
    if files.text(path, default=default_of(files.type, path, variant)) == "ENABLED":
        return met("EFS backs it up every day", files.at(path))
    for selection in graph.into(files, "backs-up"):
        return met("a backup plan copies it by schedule", selection.location)
    return gap("a file that is overwritten or deleted by mistake is gone", files.at(path))
