"""Judges whether a function URL asks callers who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::Lambda::Url", bears_on=(both("SEC09-BP03"), both("serverless:sec_sec_q1_a1")))
def url_authorization(url: Resource, _graph: Graph) -> Verdict:
    """A function URL answers only callers that AWS has identified."""
    if url.text("AuthType") == "AWS_IAM":
        return met("callers sign their requests", url.at("AuthType"))
    return gap("anybody on the internet can call it", url.at("AuthType"))
