"""Judges whether instances that no longer answer are replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met, not_applicable, sets
from buttress.facts.service_defaults import default_of
from buttress.graph.values import some

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

BEHIND: Final = ("TargetGroupARNs", "LoadBalancerNames", "TrafficSources")


@check(
    on="AWS::AutoScaling::AutoScalingGroup",
    bears_on=(both("REL11-BP03"), both("REL07-BP02")),
    fix=sets(
        {"HealthCheckType": "ELB"}, unsafe="instances that the load balancer finds wanting are replaced, slow ones too"
    ),
)
def health_check(group: Resource, _graph: Graph) -> Verdict:
    """Instances that no longer answer are replaced."""
    if not some(BEHIND, group.get):
        return not_applicable("no load balancer asks its instances how they are")
    kind = group.text("HealthCheckType", default=default_of(group.type, "HealthCheckType"))
    if "ELB" in kind or "VPC_LATTICE" in kind:
        return met("an instance that does not answer the load balancer is replaced", group.at("HealthCheckType"))
    return gap("an instance whose application hangs stays, as long as the machine runs", group.at("HealthCheckType"))
