"""Judges whether a stage of an HTTP or WebSocket API holds back more requests than what stands behind it can take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::ApiGatewayV2::Stage", bears_on=(both("REL05-BP02"), both("serverless:rel_rel_q1_a1")))
def throttle(stage: Resource, _: Graph) -> Verdict:
    """The stage takes no more requests a second than somebody decided."""
    path = "DefaultRouteSettings.ThrottlingRateLimit"
    if stage.present(path):
        return met("every route takes as many requests a second as somebody decided", stage.at(path))
    some_routes = those(stage.members("RouteSettings"), lambda route: route[1].present("ThrottlingRateLimit"))
    if some_routes:
        return gap("only some routes have a limit of their own", some_routes[0][1].at("ThrottlingRateLimit"))
    quota = "10,000 a second as a rule, shared by all APIs of the Region"
    return gap(f"only the account's quota holds requests back: {quota}", stage.at(path))
