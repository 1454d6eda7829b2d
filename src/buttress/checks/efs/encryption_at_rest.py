"""Judges whether the files of a file system are encrypted at rest."""

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
    bears_on=(both("SEC08-BP02"),),
    fix=sets({"Encrypted": True}, unsafe="an existing one is replaced, and its data is not taken along"),
)
def encryption_at_rest(files: Resource, _graph: Graph) -> Verdict:
    """Files are encrypted at rest."""
    if files.flag("Encrypted", default=default_of(files.type, "Encrypted")):
        return met("files and their backups are encrypted", files.at("Encrypted"))
    return gap("files are stored readable, and so are their backups", files.at("Encrypted"))
