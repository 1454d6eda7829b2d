"""Judges whether the instances of a group run on Graviton."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.images import is_windows
from buttress.graph.instance_types import is_special, on_graviton

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::AutoScaling::LaunchConfiguration",
    bears_on=(both("SUS05-BP02"),),
    severity=("low", "a fifth of the price of compute, where software and image allow it"),
)
def graviton(configuration: Resource, _graph: Graph) -> Verdict:
    """The instances of a group run on Graviton, which does the same work with less energy and money."""
    path = "InstanceType"
    if not configuration.present(path):
        return not_applicable("the type is chosen elsewhere")
    if is_windows(configuration):
        return not_applicable("Windows runs on x86 alone")
    name = configuration.text(path)
    if on_graviton(name):
        return met(f"{name} runs on Graviton", configuration.at(path))
    if is_special(name):
        return not_applicable("it is chosen for hardware that Graviton types do not have")
    return gap(f"{name} runs on x86", configuration.at(path), "medium")
