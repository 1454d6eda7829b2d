"""Judges whether volumes are of a current kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import check, gap, met, not_applicable, refutes, sets
from buttress.facts.service_defaults import default_of
from buttress.graph.selection import those
from buttress.graph.volumes import volumes_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

OLD: Final = {
    "gp2": "gp3 costs less and its speed does not depend on its size",
    "standard": "magnetic storage is slow, and AWS retires it",
}


@check(
    on=("AWS::EC2::Volume", "AWS::EC2::Instance", "AWS::EC2::LaunchTemplate"),
    bears_on=(refutes("PERF03-BP02"), refutes("COST06-BP02")),
    severity=("low", "the volume works, for a little more money"),
    fix=sets(
        {"VolumeType": "gp3"},
        on="AWS::EC2::Volume",
        unsafe="a gp2 volume of more than 1,000 GiB has more operations a second than gp3 begins with",
    ),
)
def volume_type(owner: Resource, _graph: Graph) -> Verdict:
    """Volumes are of a current kind."""
    default = default_of("AWS::EC2::Volume", "VolumeType")
    whole = owner.type == "AWS::EC2::Volume"
    named = tuple(volume for volume in volumes_of(owner) if whole or volume.present("VolumeType"))
    for volume in those(named, lambda each: each.text("VolumeType", default=default) in OLD):
        kind = volume.text("VolumeType", default=default)
        return gap(f"it is on {kind}: {OLD[kind]}", volume.at("VolumeType"))
    for volume in named:
        return met("its volumes are of a current kind", volume.at("VolumeType"))
    return not_applicable("it names no kind of volume; its image decides")
