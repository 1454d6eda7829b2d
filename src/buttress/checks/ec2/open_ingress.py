"""Judges whether security groups let anybody in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.security_groups import (
    GROUP,
    INGRESS,
    greets_the_internet,
    group_of,
    is_web,
    lets_in_web_alone,
    open_rules,
    ports,
    ruled_elsewhere,
)
from buttress.graph.values import every

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on=(GROUP, INGRESS), bears_on=(both("SEC05-BP02"),))
def open_ingress(resource: Resource, graph: Graph) -> Verdict:
    """Security groups let in only who has business there."""
    if ruled_elsewhere(resource, graph):
        return not_applicable("its rules stand by themselves, and are judged there")
    found = open_rules(resource)
    if not found:
        return met("no rule lets the whole internet in", resource.at("SecurityGroupIngress"))
    if every(found, is_web) and greets_the_internet(group_of(resource), graph) and lets_in_web_alone(resource):
        return met("open for web traffic to a load balancer that faces the internet", found[0].at())
    return gap(f"lets every address there is reach {ports(found[0])}", found[0].at())
