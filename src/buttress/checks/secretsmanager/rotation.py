"""Judges whether a secret is replaced by a schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing
from buttress.graph.secrets import rotations_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::SecretsManager::Secret",
    bears_on=(both("SEC02-BP05"),),
    absence="workload",
    severity=("medium", "it matters once somebody has got hold of the secret"),
)
def rotation(secret: Resource, graph: Graph) -> Verdict:
    """A secret is replaced by a schedule."""
    for schedule in rotations_of(secret, graph):
        return met("a schedule replaces it", schedule.location)
    return missing("the secret stays the same until somebody replaces it by hand", secret.at())
