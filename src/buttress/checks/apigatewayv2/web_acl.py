"""Judges whether a web application firewall looks at the requests to an HTTP or WebSocket API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, missing, not_applicable
from buttress.graph.domains import asks_certificate
from buttress.graph.firewalls import WEB_ACL_OF_DISTRIBUTION, api_of, closes_own_address, screens_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::ApiGatewayV2::Stage", bears_on=(both("SEC05-BP03"),), absence="workload")
def web_acl(stage: Resource, graph: Graph) -> Verdict:
    """A web application firewall looks at requests before an HTTP or WebSocket API does."""
    api = api_of(stage)
    if asks_certificate(api, graph):
        return not_applicable("only who shows a certificate gets in")
    for distribution in screens_of(api, graph):
        place = distribution.at(WEB_ACL_OF_DISTRIBUTION)
        if closes_own_address(api):
            return met(f"the web ACL of {distribution.logical_id} looks at its requests", place, "medium")
        return gap(f"the API's own address leads round the web ACL of {distribution.logical_id}", place, "medium")
    return missing("no web ACL looks at its requests, and the API can have none of its own", stage.at())
