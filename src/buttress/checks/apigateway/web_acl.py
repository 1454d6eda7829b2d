"""Judges whether a web application firewall looks at the requests to a REST API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, met, missing, not_applicable
from buttress.graph.firewalls import associations_of
from buttress.graph.stages import STAGES, api_of, is_private, makes_stage

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on=STAGES, bears_on=(both("SEC05-BP03"), both("serverless:sec_sec_q1_a3")), absence="workload")
def web_acl(stage: Resource, graph: Graph) -> Verdict:
    """A web application firewall looks at requests before the API does."""
    if not makes_stage(stage, graph):
        return not_applicable("makes no stage of its own")
    associations = associations_of(stage, graph)
    if associations:
        return met("a web ACL looks at its requests", associations[0].at("ResourceArn"))
    if is_private(api_of(stage)):
        return not_applicable("can be reached from inside a network only")
    return missing("no web ACL looks at its requests", stage.at())
