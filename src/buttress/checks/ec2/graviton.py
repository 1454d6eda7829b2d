"""Judges whether instances run on Graviton."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.images import is_windows
from buttress.graph.instance_types import PATHS, is_special, on_graviton

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on=tuple(PATHS),
    bears_on=(both("SUS05-BP02"),),
    severity=("low", "a fifth of the price of compute, where software and image allow it"),
)
def graviton(instance: Resource, _graph: Graph) -> Verdict:
    """Instances run on Graviton, which does the same work with less energy and money."""
    path = PATHS[instance.type]
    if not instance.present(path):
        return not_applicable("the type is chosen elsewhere")
    if is_windows(instance):
        return not_applicable("Windows runs on x86 alone")
    name = instance.text(path)
    if on_graviton(name):
        return met(f"{name} runs on Graviton", instance.at(path))
    if is_special(name):
        return not_applicable("it is chosen for hardware that Graviton types do not have")
    return gap(f"{name} runs on x86", instance.at(path), "medium")
