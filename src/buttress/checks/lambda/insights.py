"""Judges whether it is measured what happens inside a function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import check, gap, met, not_applicable, supports
from buttress.graph.edges import runs_at_edge
from buttress.graph.functions import is_image
from buttress.graph.layers import layers_named, refuse_layers

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

MEASURING: Final = ("lambdainsightsextension", "datadog")
TRACING: Final = {"dynatrace": "Dynatrace", "newrelic": "New Relic"}


@check(
    on="AWS::Lambda::Function",
    bears_on=(supports("PERF02-BP03"),),
    severity=("low", "the metrics that every function has tell most of it"),
)
def insights(function: Resource, graph: Graph) -> Verdict:
    """Processor, memory and network of a function are measured."""
    if runs_at_edge(function, graph):
        return not_applicable("CloudFront runs it at the edge, where functions have no layers")
    if is_image(function):
        return not_applicable("what runs in its image is not known here")
    for layer in layers_named(function, MEASURING):
        return met("a layer measures it", layer.at())
    refuse_layers(function, TRACING)
    return gap("only its duration and its peak memory are known", function.at("Layers"))
