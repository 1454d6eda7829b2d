"""Judges whether a GraphQL API finds out who calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::AppSync::GraphQLApi", bears_on=(both("SEC09-BP03"), both("serverless:sec_sec_q1_a1")))
def authorization(api: Resource, _: Graph) -> Verdict:
    """The API finds out who is calling; a key that every client carries does not tell."""
    path = "AuthenticationType"
    kind = api.text(path)
    if kind != "API_KEY":
        return met(f"asks by {kind} who is calling", api.at(path))
    if api.present("AdditionalAuthenticationProviders"):
        return gap("a key opens every field that the schema does not reserve for others", api.at(path), "medium")
    return gap("whoever has the key that all clients share may call it", api.at(path))
