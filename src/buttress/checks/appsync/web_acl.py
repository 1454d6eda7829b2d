"""Judges whether a web application firewall looks at the requests to a GraphQL API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing, not_applicable
from buttress.facts.service_defaults import default_of
from buttress.graph.firewalls import associations_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on="AWS::AppSync::GraphQLApi",
    bears_on=(both("SEC05-BP03"), both("serverless:sec_sec_q1_a3")),
    absence="workload",
)
def web_acl(api: Resource, graph: Graph) -> Verdict:
    """A web application firewall looks at requests before the API does."""
    associations = associations_of(api, graph)
    if associations:
        return met("a web ACL looks at its requests", associations[0].at("ResourceArn"))
    if api.text("Visibility", default=default_of("AWS::AppSync::GraphQLApi", "Visibility")) == "PRIVATE":
        return not_applicable("can be reached from inside a network only")
    return missing("no web ACL looks at its requests", api.at())
