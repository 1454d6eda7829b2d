"""Judges whether somebody is told when callers of a load balancer get server errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing, not_applicable, supports
from buttress.graph.alarms import watching
from buttress.graph.load_balancers import kind_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

METRICS = frozenset({"HTTPCode_ELB_5XX_Count", "HTTPCode_Target_5XX_Count"})


@check(
    on="AWS::ElasticLoadBalancingV2::LoadBalancer",
    bears_on=(both("REL06-BP01"), both("REL11-BP01"), both("serverless:ops_ops_q1_a1"), supports("OPS08-BP04")),
    absence="workload",
)
def server_error_alarm(balancer: Resource, graph: Graph) -> Verdict:
    """Somebody is told when callers of the load balancer get server errors."""
    if kind_of(balancer) != "application":
        return not_applicable("does not see the answers that it passes on")
    alarms = watching(balancer, graph, METRICS)
    if alarms:
        return met(f"an alarm looks at {alarms[0].detail}", alarms[0].location)
    return missing("no alarm looks at HTTPCode_Target_5XX_Count or HTTPCode_ELB_5XX_Count", balancer.at())
