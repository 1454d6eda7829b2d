"""Judges whether the brokers of a cluster run on Graviton."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.instance_types import on_graviton

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::MSK::Cluster",
    bears_on=(both("SUS05-BP02"),),
    severity=("low", "a fifth of the price, where nothing speaks against it"),
)
def graviton(cluster: Resource, _graph: Graph) -> Verdict:
    """The brokers of a cluster run on Graviton, which does the same work with less energy and money."""
    path = "BrokerNodeGroupInfo.InstanceType"
    if not cluster.present(path):
        return not_applicable("its type is chosen elsewhere")
    name = cluster.text(path).removeprefix("kafka.").removeprefix("express.")
    if on_graviton(name):
        return met(f"{name} runs on Graviton", cluster.at(path))
    return gap(f"{name} runs on x86", cluster.at(path))
