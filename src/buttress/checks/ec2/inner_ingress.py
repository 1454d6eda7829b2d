"""Judges whether security groups hold parts of the same network apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.security_groups import GROUP, INGRESS, inner_rules, is_wide, ruled_elsewhere
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on=(GROUP, INGRESS),
    bears_on=(both("SEC05-BP02"),),
    severity=("medium", "somebody has to be in the network first"),
)
def inner_ingress(resource: Resource, graph: Graph) -> Verdict:
    """Inside the network, security groups name the ports that others may reach."""
    if ruled_elsewhere(resource, graph):
        return not_applicable("its rules stand by themselves, and are judged there")
    inner = inner_rules(resource)
    if not inner:
        return not_applicable("no rule lets others of the network in")
    for rule in those(inner, is_wide):
        return gap("lets others of the network reach every port", rule.at(), "medium")
    return met("every rule for others of the network names its ports", resource.at("SecurityGroupIngress"), "medium")
