"""Judges whether a bad version of a function is taken back by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.deployments import deployment_groups_of, moves_gradually, rolls_back

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::Lambda::Function", bears_on=(both("OPS06-BP04"),))
def rollback_alarm(function: Resource, graph: Graph) -> Verdict:
    """A version that raises an alarm while it is deployed is taken back by itself."""
    for group in deployment_groups_of(function, graph):
        if not moves_gradually(group):
            return not_applicable("all requests move at once: there is nothing to watch while they do")
        if rolls_back(group):
            return met("an alarm takes a bad version back", group.at("AlarmConfiguration"))
        return gap("no alarm takes a bad version back", group.at())
    return not_applicable("no deployment group moves its requests")
