"""Judges whether policies of identities name the resources that they allow to use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.boundaries import is_boundary
from buttress.graph.grants import OWNERS, grants, searched, whole_accounts

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on=OWNERS, bears_on=(both("SEC03-BP02"), both("serverless:sec_sec_q2_a3")))
def resource_star(owner: Resource, graph: Graph) -> Verdict:
    """Policies name the resources that they allow to use, wherever an action can be limited to some."""
    statements = grants(owner)
    if not statements:
        return not_applicable("it holds no statements of its own")
    wide = whole_accounts(statements)
    if wide and is_boundary(owner, graph):
        return not_applicable("a permissions boundary limits, and allows nothing by itself")
    if wide:
        return gap(f"allows {wide[0]} on every resource", wide[0].location)
    return met("no statement reaches every resource with an action that could be limited to some", searched(owner))
