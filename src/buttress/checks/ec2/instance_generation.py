"""Judges whether instances run on hardware that needs more power for the same work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, not_applicable, refutes
from buttress.graph.instance_types import BEFORE_NITRO, PATHS, family_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on=tuple(PATHS), bears_on=(refutes("SUS05-BP02"),))
def instance_generation(instance: Resource, _graph: Graph) -> Verdict:
    """No instance is of a family from before the Nitro System."""
    path = PATHS[instance.type]
    if not instance.present(path):
        return not_applicable("the type is chosen elsewhere")
    family = family_of(instance)
    if family in BEFORE_NITRO:
        return gap(f"{family} needs more power and money for the same work than its successors", instance.at(path))
    return met(f"{family} is none of the families from before the Nitro System", instance.at(path))
