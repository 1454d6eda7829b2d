"""Judges whether a web application firewall looks at the requests to a user pool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing
from buttress.graph.firewalls import associations_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::Cognito::UserPool", bears_on=(both("SEC05-BP03"),), absence="workload")
def web_acl(pool: Resource, graph: Graph) -> Verdict:
    """A web application firewall looks at sign-ins before the user pool does."""
    for association in associations_of(pool, graph):
        return met("a web ACL looks at its requests", association.at("ResourceArn"))
    return missing("no web ACL looks at who signs in, signs up and asks for a new password", pool.at())
