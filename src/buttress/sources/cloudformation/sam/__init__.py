"""Expands SAM's short forms into CloudFormation's types, with every place kept.

The expansion is structural: it works on placed nodes before any condition is decided, so `Fn::If` stays inside. What it
generates stands at the place of its cause and has its condition. Logical ids are SAM's, but for the hashes that end
those of versions, layers and deployments: SAM makes these of code and bodies as deployed, which no template tells.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from buttress.graph.node import MAP
from buttress.sources.cloudformation.sam.api import expand_api
from buttress.sources.cloudformation.sam.application import expand_application
from buttress.sources.cloudformation.sam.capacity_provider import expand_capacity_provider
from buttress.sources.cloudformation.sam.connector import embedded_connectors, expand_connector
from buttress.sources.cloudformation.sam.deployment import add_deployments
from buttress.sources.cloudformation.sam.expansion import Expansion, Source, Unexpandable
from buttress.sources.cloudformation.sam.function import expand_function
from buttress.sources.cloudformation.sam.globals import with_globals
from buttress.sources.cloudformation.sam.graphql_api import expand_graphql_api
from buttress.sources.cloudformation.sam.http_api import expand_http_api
from buttress.sources.cloudformation.sam.implicit_api import add_implicit_apis, with_condition
from buttress.sources.cloudformation.sam.layer import expand_layer
from buttress.sources.cloudformation.sam.maker import with_members
from buttress.sources.cloudformation.sam.references import with_references
from buttress.sources.cloudformation.sam.shape import member, members
from buttress.sources.cloudformation.sam.state_machine import expand_state_machine
from buttress.sources.cloudformation.sam.table import expand_table
from buttress.sources.cloudformation.sam.websocket import expand_websocket_api
from buttress.sources.cloudformation.template import type_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from buttress.graph.graph import Problem
    from buttress.sources.cloudformation.files import Files
    from buttress.sources.cloudformation.template import Template

PREFIX: Final = "AWS::Serverless::"
TYPES: Final[Mapping[str, Callable[[Expansion, Source], None]]] = {
    "Function": expand_function,
    "StateMachine": expand_state_machine,
    "Api": expand_api,
    "HttpApi": expand_http_api,
    "WebSocketApi": expand_websocket_api,
    "SimpleTable": expand_table,
    "GraphQLApi": expand_graphql_api,
    "LayerVersion": expand_layer,
    "Application": expand_application,
    "CapacityProvider": expand_capacity_provider,
    "Connector": expand_connector,
}
"""What expands each type, in this order: APIs after the events that add routes, connectors after all."""


def expand(template: Template, files: Files, problems: list[Problem]) -> Template:
    """Give the template with every `AWS::Serverless::*` resource in the types that it stands for.

    A resource that cannot be expanded becomes a problem and stays as it is.
    """
    expansion = Expansion(template, files, problems, conditions=dict(template.section("Conditions")))
    _collect(expansion)
    add_implicit_apis(expansion)
    for kind, expander in TYPES.items():
        for source in [source for source in expansion.sources.values() if source.type == kind]:
            _expand(expansion, source, expander)
    add_deployments(expansion)
    return _template(expansion)


def _collect(expansion: Expansion) -> None:
    """Keep CloudFormation's own resources, and take SAM's as sources with Globals merged."""
    sections = expansion.template.section("Globals")
    for name, node in expansion.template.section("Resources").items():
        kind = type_of(node)
        if "Connectors" in members(node):
            expansion.sources |= {source.id: source for source in embedded_connectors(name, node)}
        content = with_members(node, {"Connectors": None}) if "Connectors" in members(node) else node
        expansion.resources[name] = content
        short = kind.removeprefix(PREFIX)
        properties = member(node, "Properties")
        if not kind.startswith(PREFIX) or short not in TYPES:
            continue
        if properties is not None and properties.kind != MAP and properties.value is not None:
            hint = "It stays as it is in the review."
            expansion.report(
                Unexpandable(f"the Properties of {name} are no map, so SAM cannot expand it.", properties, hint)
            )
            continue
        expansion.sources[name] = Source(name, short, content, with_globals(short, content, sections))


def _expand(expansion: Expansion, source: Source, expander: Callable[[Expansion, Source], None]) -> None:
    before = expansion.resources.get(source.id)
    try:
        expander(expansion, with_condition(expansion, source))
    except Unexpandable as problem:
        expansion.report(problem)
    else:
        if source.type == "Connector" and expansion.resources.get(source.id) is before:
            expansion.resources.pop(source.id, None)


def _template(expansion: Expansion) -> Template:
    sections = {
        **expansion.template.sections,
        "Resources": expansion.resources,
        "Conditions": expansion.conditions,
    }
    if expansion.aliases:
        for name in ("Resources", "Outputs"):
            sections[name] = with_references(sections.get(name, {}), expansion.aliases)
    return replace(expansion.template, sections=sections)
