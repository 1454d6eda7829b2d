"""Judges whether anybody hears when a NAT gateway has no ports left or drops packets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, met, missing
from buttress.graph.alarms import watching

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

METRICS: Final = frozenset({"ErrorPortAllocation", "PacketsDropCount"})
"""Source: "NAT gateway metrics and dimensions" of the Amazon VPC User Guide."""


@check(
    on="AWS::EC2::NatGateway",
    bears_on=(both("REL06-BP01"), both("REL11-BP01")),
    absence="workload",
    severity=("medium", "it takes very many connections to one address before a gateway refuses any"),
)
def nat_alarm(nat: Resource, graph: Graph) -> Verdict:
    """Somebody is told when a NAT gateway has no ports left or drops packets."""
    for alarm in watching(nat, graph, METRICS):
        return met(f"an alarm on {alarm.detail} tells somebody", alarm.location)
    return missing("nobody is told when calls to the outside are refused or lost on the way", nat.at())
