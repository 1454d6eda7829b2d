"""What else limits the rate of requests to a stage of a REST API: rules of its web ACL, and usage plans.

Source: "Throttle requests to your REST APIs" and "Usage plans and API keys" of the API Gateway Developer Guide: a plan
limits each key by itself, and only requests to operations that ask for a key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.apis import entries_of
from buttress.graph.firewalls import associations_of, rate_rules_of
from buttress.graph.selection import such, those
from buttress.graph.stages import api_of, is_named
from buttress.graph.values import every, some

if TYPE_CHECKING:
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource
    from buttress.graph.view import View

USAGE_PLAN: Final = "AWS::ApiGateway::UsagePlan"


def rate_rules(stage: Resource, graph: Graph) -> tuple[View, ...]:
    """Give the rules of the stage's web ACL that limit the rate of requests."""
    return tuple(rule for association in associations_of(stage, graph) for rule in rate_rules_of(association))


def keyed_limits(stage: Resource, graph: Graph) -> tuple[Resource, ...]:
    """Give the usage plans that limit the stage, where every operation asks for a key; none where some does not."""
    plans = those(
        such(graph, lambda plan: plan.present("Throttle.RateLimit") and _covers(plan, stage), USAGE_PLAN), bool
    )
    if not plans:
        return ()
    entries = entries_of(api_of(stage), graph)
    return plans if every(entries, lambda entry: entry.preflight or entry.asks_key) else ()


def _covers(plan: Resource, stage: Resource) -> bool:
    return some(
        plan.each("ApiStages"),
        lambda covered: covered.get("ApiId") == stage.get("RestApiId") and is_named(covered.get("Stage"), stage),
    )
