"""The APIs that SAM makes of events that name none: `ServerlessRestApi` and `ServerlessHttpApi`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from buttress.sources.cloudformation.sam.events_api import HTTP, REST
from buttress.sources.cloudformation.sam.expansion import Source
from buttress.sources.cloudformation.sam.globals import with_globals
from buttress.sources.cloudformation.sam.maker import made, with_members
from buttress.sources.cloudformation.sam.shape import member, members, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.expansion import Expansion

IMPLICIT: Final = {REST: ("Api", "RestApiId"), HTTP: ("HttpApi", "ApiId")}
"""For each implicit API its type (which is also its events') and the property that would name another API."""


def add_implicit_apis(expansion: Expansion) -> None:
    """Add the implicit APIs to the sources, each at the place of the first event that it is made of."""
    for name, (kind, _) in IMPLICIT.items():
        events = list(_events(expansion, name))
        if not events or name in expansion.sources:
            continue
        cause = events[0][1]
        own = {"StageName": "Prod"} if kind == "Api" else {}
        node = made({"Type": f"AWS::Serverless::{kind}", "Properties": own}, cause)
        properties = with_globals(kind, node, expansion.template.section("Globals"))
        for source, _ in events:
            tags = source.tags_to_pass_on
            if tags is not None:
                base = properties.get("Tags") or made({}, tags)
                properties |= {
                    "Tags": with_members(base, dict(members(tags))),
                    "PropagateTags": made(value=True, cause=tags),
                }
        expansion.sources[name] = Source(name, kind, node, properties)


def _events(expansion: Expansion, name: str) -> Iterator[tuple[Source, Node]]:
    kind, naming = IMPLICIT[name]
    for source in expansion.sources.values():
        if source.type not in ("Function", "StateMachine"):
            continue
        for event in members(source.get("Events")).values():
            if text(member(event, "Type")) == kind and member(event, "Properties", naming) is None:
                properties = member(event, "Properties")
                if kind == "HttpApi" or members(properties):
                    yield source, event


def with_condition(expansion: Expansion, source: Source) -> Source:
    """Give an implicit API the condition under which it has any route, where each of its routes has one."""
    routes = expansion.routes.get(source.id, [])
    conditions = {route.condition for route in routes}
    names = sorted(condition for condition in conditions if condition is not None)
    if source.id not in IMPLICIT or None in conditions or not names:
        return source
    name = names[0] if len(names) == 1 else expansion.either(f"{source.id}Condition", names, source.node)
    return replace(source, node=with_members(source.node, {"Condition": made(name, source.node)}))
