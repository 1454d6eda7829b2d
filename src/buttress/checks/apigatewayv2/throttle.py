"""Judges whether a stage of an HTTP or WebSocket API holds back more requests than what stands behind it can take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.declared_stages import stages_of
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


API: Final = "AWS::ApiGatewayV2::Api"
QUOTA: Final = "10,000 a second as a rule, shared by all APIs of the Region"


@check(on=("AWS::ApiGatewayV2::Stage", API), bears_on=(both("REL05-BP02"), both("serverless:rel_rel_q1_a1")))
def throttle(stage: Resource, graph: Graph) -> Verdict:
    """The stage takes no more requests a second than somebody decided."""
    if stage.type == API:
        return _at_api(stage, graph)
    path = "DefaultRouteSettings.ThrottlingRateLimit"
    if stage.present(path):
        return met("every route takes as many requests a second as somebody decided", stage.at(path))
    some_routes = those(stage.members("RouteSettings"), lambda route: route[1].present("ThrottlingRateLimit"))
    if some_routes:
        return gap("only some routes have a limit of their own", some_routes[0][1].at("ThrottlingRateLimit"))
    return gap(f"only the account's quota holds requests back: {QUOTA}", stage.at(path))


def _at_api(api: Resource, graph: Graph) -> Verdict:
    """Judge an API: its stages hold its limits; the one that a target makes by the way has none."""
    if api.present("Target"):
        return gap(f"only the account's quota holds requests back: {QUOTA}", api.at("Target"))
    return not_applicable(f"{stages_of(api, graph)[0].logical_id} is where its limits are")
