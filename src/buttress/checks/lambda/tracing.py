"""Judges whether requests can be followed through a function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met, not_applicable, sets
from buttress.facts.service_defaults import default_of
from buttress.graph.edges import runs_at_edge
from buttress.graph.layers import layers_named

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

PASSES_THROUGH: Final = default_of("AWS::Lambda::Function", "TracingConfig.Mode")
TRACERS: Final = ("aws-otel", "awsopentelemetrydistro", "datadog", "dynatrace", "lumigo", "newrelic", "opentelemetry")
"""Words in the ARNs of layers that bring OpenTelemetry, or a tracer of another monitor."""


@check(
    on="AWS::Lambda::Function",
    bears_on=(both("OPS04-BP05"), both("REL06-BP07"), both("serverless:ops_ops_q1_a3")),
    fix=sets(
        {"TracingConfig.Mode": "Active"},
        unsafe="Lambda refuses it to a function whose role may not write traces; SAM lets its own roles",
    ),
)
def tracing(function: Resource, graph: Graph) -> Verdict:
    """A request can be followed through the function."""
    if runs_at_edge(function, graph):
        return not_applicable("CloudFront runs it at the edge, where X-Ray traces nothing")
    if function.text("TracingConfig.Mode", default=PASSES_THROUGH) == "Active":
        return met("X-Ray traces it", function.at("TracingConfig.Mode"))
    for layer in layers_named(function, TRACERS):
        return met("a layer traces it", layer.at(), "medium")
    return gap("its part of a request leaves no trace", function.at("TracingConfig.Mode"))
