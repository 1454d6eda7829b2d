"""Judges whether the number of instances follows the load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing, not_applicable
from buttress.graph.scaling import capacity_providers_of, group_scalers_of, schedules_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::AutoScaling::AutoScalingGroup",
    bears_on=(
        both("REL07-BP01"),
        both("REL07-BP03"),
        both("PERF02-BP05"),
        both("SUS02-BP01"),
        both("COST09-BP03"),
    ),
    absence="workload",
)
def scaling_policy(group: Resource, graph: Graph) -> Verdict:
    """The number of instances follows the load."""
    for relation in group_scalers_of(group, graph):
        return met("a policy changes the number of instances", relation.location)
    for provider in capacity_providers_of(group, graph):
        return met("ECS changes the number of instances", provider.location)
    for schedule in schedules_of(group, graph):
        return met("the number of instances changes with the time", schedule.location, "medium")
    if group.number("MaxSize") <= 1:
        return not_applicable("it keeps one instance alive, and is not meant to grow")
    for policy in graph.into(group, "scales"):
        return missing("its policy changes nothing: no alarm starts it, or it only forecasts", policy.location)
    return missing("nothing changes the number of instances when the load does", group.at())
