"""Judges whether identities that may give permissions are held by a permissions boundary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, not_applicable, supports
from buttress.graph.boundaries import BOUNDED, demands_boundary, hands_out
from buttress.graph.managed_policies import administrator_places

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on=BOUNDED, bears_on=(supports("SEC03-BP05"),))
def permissions_boundary(holder: Resource, graph: Graph) -> Verdict:
    """Who may give permissions to others is held by a permissions boundary."""
    places = administrator_places(holder) or tuple(statement.location for statement in hands_out(holder, graph))
    if not places:
        return not_applicable("it cannot give permissions to others")
    if holder.present("PermissionsBoundary"):
        return met("a boundary limits what it can do, whatever its policies say", holder.at("PermissionsBoundary"))
    if not administrator_places(holder) and demands_boundary(holder, graph):
        return met("what it makes has to carry a boundary", places[0])
    return gap("may give itself and others any permission", places[0])
