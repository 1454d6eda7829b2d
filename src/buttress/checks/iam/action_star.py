"""Judges whether policies of identities name the actions that they allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.boundaries import is_boundary
from buttress.graph.grants import OWNERS, grants, searched, whole_services

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on=OWNERS, bears_on=(both("SEC03-BP02"), both("serverless:sec_sec_q2_a3")))
def action_star(owner: Resource, graph: Graph) -> Verdict:
    """Policies name the actions that they allow."""
    statements = grants(owner)
    if not statements:
        return not_applicable("it holds no statements of its own")
    wide = whole_services(statements)
    if wide and is_boundary(owner, graph):
        return not_applicable("a permissions boundary limits, and allows nothing by itself")
    if wide:
        return gap(f"allows {wide[0]}", wide[0].location)
    return met("no statement allows every action of a service", searched(owner))
