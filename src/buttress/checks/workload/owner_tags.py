"""Judges whether resources say whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import check, met, missing, supports
from buttress.graph.tags import tags_named

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph


NAMES: Final = frozenset(
    {"businessunit", "contact", "costcenter", "costcentre", "department", "owner", "ownedby", "squad", "team"}
)
"""Keys of tags that tell who looks after a resource or pays for it, without signs and capitals."""


@check(on="workload", bears_on=(supports("OPS02-BP01"), supports("COST03-BP02")), absence="account")
def owner_tags(graph: Graph) -> Verdict:
    """Resources say whose they are."""
    for resource, key, place in tags_named(graph, NAMES):
        return met(f"{resource.logical_id} carries the tag {key}", place, "low")
    return missing("no tag tells who looks after a resource")
