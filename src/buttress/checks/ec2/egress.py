"""Judges whether what leaves a network is held to where it has business."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing
from buttress.graph.security_groups import GROUP, from_anywhere
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on=GROUP, bears_on=(both("SEC05-BP02"),), absence="account")
def egress(group: Resource, _graph: Graph) -> Verdict:
    """Security groups let traffic out only to where it has business."""
    path = "SecurityGroupEgress"
    if not group.present(path):
        return missing(
            "lets everything out, as AWS does by default, and no firewall on the way out is seen", group.at()
        )
    for rule in those(group.each(path), from_anywhere):
        return missing("lets traffic out to every address, and no firewall on the way out is seen", rule.at())
    return met("no rule lets traffic out to every address", group.at(path))
