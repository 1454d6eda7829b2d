"""Judges whether what a function logs can be searched by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import check, gap, met, sets, supports
from buttress.facts.service_defaults import default_of
from buttress.graph.layers import layers_named, settings_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

TEXT: Final = default_of("AWS::Lambda::Function", "LoggingConfig.LogFormat")
POWERTOOLS: Final = ("POWERTOOLS_LOG_LEVEL", "POWERTOOLS_LOGGER_LOG_EVENT", "POWERTOOLS_SERVICE_NAME")


@check(
    on="AWS::Lambda::Function",
    bears_on=(supports("OPS04-BP02"), supports("serverless:ops_ops_q1_a4")),
    fix=sets(
        {"LoggingConfig.LogFormat": "JSON"}, unsafe="filters and queries made for plain lines find nothing any more"
    ),
)
def structured_logs(function: Resource, _graph: Graph) -> Verdict:
    """What a function logs can be searched by field."""
    if function.text("LoggingConfig.LogFormat", default=TEXT) == "JSON":
        return met("Lambda writes JSON", function.at("LoggingConfig.LogFormat"))
    for layer in layers_named(function, ("powertools",)):
        return met("Powertools writes JSON", layer.at(), "medium")
    for place in settings_of(function, POWERTOOLS):
        return met("its settings are those of Powertools, which writes JSON", place, "medium")
    return gap("Lambda writes plain text", function.at("LoggingConfig"), "low")
