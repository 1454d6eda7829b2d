"""Judges whether volumes are encrypted at rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, missing, not_applicable, sets
from buttress.graph.selection import those
from buttress.graph.values import every
from buttress.graph.volumes import maps_root, volumes_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on=("AWS::EC2::Volume", "AWS::EC2::Instance", "AWS::EC2::LaunchTemplate"),
    bears_on=(both("SEC08-BP02"),),
    absence="account",
    fix=sets(
        {"Encrypted": True},
        on="AWS::EC2::Volume",
        unsafe="an existing one is replaced, and its data is not taken along",
    ),
)
def encryption_at_rest(owner: Resource, _graph: Graph) -> Verdict:
    """Volumes are encrypted at rest."""
    volumes = tuple(volumes_of(owner))
    if not volumes and owner.present("LaunchTemplate"):
        return not_applicable("its launch template decides about volumes")
    for volume in those(volumes, lambda each: each.present("Encrypted") and not each.flag("Encrypted")):
        return gap(
            "a volume is declared unencrypted; only a setting of the account can overrule it",
            volume.at("Encrypted"),
            "medium",
        )
    if maps_root(owner) and every(volumes, lambda each: each.flag("Encrypted", default=False)):
        return met("every volume that it declares is encrypted", volumes[0].at("Encrypted"))
    return missing("nothing encrypts every volume", owner.at())
