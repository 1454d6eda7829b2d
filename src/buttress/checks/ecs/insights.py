"""Judges whether the load of containers is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met, missing, sets
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

ON: Final = ("enabled", "enhanced")


@check(
    on="AWS::ECS::Cluster",
    bears_on=(both("PERF02-BP03"),),
    absence="account",
    fix=sets({"ClusterSettings[Name=containerInsights].Value": "enabled"}, unsafe="its metrics are paid for"),
)
def insights(cluster: Resource, _graph: Graph) -> Verdict:
    """The load of containers is measured.

    An absent setting means what the account's setting says. Source: "ClusterSetting", Amazon ECS API reference.
    """
    for setting in those(cluster.each("ClusterSettings"), lambda each: each.get("Name") == "containerInsights"):
        value = setting.text("Value")
        if value in ON:
            return met(f"Container Insights is {value}", setting.at("Value"))
        return gap("Container Insights is switched off", setting.at("Value"))
    return missing("Container Insights is not switched on", cluster.at())
