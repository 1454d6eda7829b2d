"""Judges whether the way to a distribution hangs on one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met
from buttress.graph.by_design import by_design

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::CloudFront::Distribution",
    bears_on=(both("REL02-BP01"),),
)
def edge(distribution: Resource, _graph: Graph) -> Verdict:
    """The way to the distribution does not hang on one place."""
    return met(f"CloudFront runs in {by_design('cloudfront', 'runs in')}", distribution.at(), "medium")
