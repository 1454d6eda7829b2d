"""Judges whether a file system survives the loss of a zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::EFS::FileSystem", bears_on=(both("REL10-BP01"), both("REL11-BP02")))
def multi_zone(files: Resource, _graph: Graph) -> Verdict:
    """Files are kept in several zones."""
    if files.present("AvailabilityZoneName"):
        return gap("all files are in one zone, and are lost with it", files.at("AvailabilityZoneName"))
    return met("EFS keeps files in several zones unless it is told otherwise", files.at())
