"""The settings of the routes of an HTTP or WebSocket API: blocks in Terraform, a map by route in CloudFormation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import MAP, Node, mapping
from buttress.graph.values import Unresolved
from buttress.sources.terraform.mapping.later import members_of, reduced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.graph.node import Scope
    from buttress.sources.terraform.mapping.later import Step

NAMES: Final[Mapping[str, str]] = {
    "data_trace_enabled": "DataTraceEnabled",
    "detailed_metrics_enabled": "DetailedMetricsEnabled",
    "logging_level": "LoggingLevel",
    "throttling_burst_limit": "ThrottlingBurstLimit",
    "throttling_rate_limit": "ThrottlingRateLimit",
}


def route_settings(node: Node, scope: Scope) -> Step:
    """Give the blocks `route_settings` of a stage as a map by `route_key`."""
    routes: dict[str, Node] = {}
    open_because: str | None = None
    for member in members_of(node, scope):
        found = None if isinstance(member, Unresolved) else reduced(*member)
        written = {} if found is None or found[0].kind != MAP else _written(*found)
        key = written.get("route_key")
        if found is None or key is None or not isinstance(key.value, str):
            open_because = "the route of some settings is not known"
            continue
        settings = {NAMES[name]: value for name, value in written.items() if name in NAMES}
        routes[key.value] = mapping(settings, found[0], found[0].open)
    return mapping(routes, node, open_because), scope


def _written(block: Node, scope: Scope) -> dict[str, Node]:
    found = {name: reduced(member, scope) for name, member in block.value.items()}
    return {name: step[0].at(block.value[name]) for name, step in found.items() if step is not None}
