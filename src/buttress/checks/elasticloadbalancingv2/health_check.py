"""Judges whether a target group asks its targets a question that tells whether they are well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, not_applicable, supports
from buttress.facts.service_defaults import default_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup"
OF_GRPC = "/AWS.ALB/healthcheck"
"""What gRPC targets are asked for by default: a method that most do not have. Source: `HealthCheckPath` in the API."""


@check(
    on=GROUP,
    bears_on=(supports("REL11-BP01"), supports("REL11-BP02")),
    severity=("low", "targets are checked in any case; the question is how much the answer tells"),
)
def health_check(group: Resource, _: Graph) -> Verdict:
    """Targets are asked for a page that tells whether they can do their work."""
    if group.text("TargetType", default=default_of(GROUP, "TargetType")) == "lambda":
        return not_applicable("Lambda replaces what does not work by itself")
    if group.text("Protocol", default="TCP") not in ("HTTP", "HTTPS"):
        return not_applicable("hands on connections, not requests")
    path = "HealthCheckPath"
    grpc = group.text("ProtocolVersion", default="HTTP1") == "GRPC"
    asked = group.text(path, default=OF_GRPC if grpc else default_of(GROUP, path))
    if asked in ("/", OF_GRPC):
        return gap(f"asks for {asked}, whose answer tells little", group.at(path), "low")
    return met(f"asks for {asked.partition('?')[0]}", group.at(path))  # a query may carry a token
