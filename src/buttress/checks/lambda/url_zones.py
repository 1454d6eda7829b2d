"""Judges whether the way to a function's address hangs on one zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met
from buttress.graph.by_design import by_design

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::Lambda::Url",
    bears_on=(both("REL02-BP01"),),
)
def url_zones(url: Resource, _graph: Graph) -> Verdict:
    """The way to a function's address does not hang on one zone."""
    return met(f"Lambda runs in {by_design('lambda', 'runs in')}", url.at(), "medium")
