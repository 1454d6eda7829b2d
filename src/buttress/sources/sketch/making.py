"""Makes the resources and relations of one proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.graph import Root
from buttress.graph.location import Location
from buttress.graph.node import mapping, scalar
from buttress.graph.relation import Relation
from buttress.graph.resource import Resource
from buttress.graph.unread import PROPOSAL, Unread
from buttress.graph.values import NOT_DECIDED
from buttress.graph.view import View
from buttress.sources.sketch.drawing import drawn
from buttress.sources.sketch.scope import SketchScope

if TYPE_CHECKING:
    from collections.abc import Collection

    from buttress.graph.worlds import Worlds
    from buttress.sources.reading import Reading
    from buttress.sources.sketch.draft import Part
    from buttress.sources.sketch.drawing import Told
    from buttress.sources.sketch.proposal import Proposal


def add_proposal(proposal: Proposal, reading: Reading, worlds: Worlds, taken: Collection[str]) -> None:
    """Add the resources and relations of one proposal to a reading."""
    draft, told = drawn(proposal)
    scope = SketchScope()
    ids = _ids(proposal, draft.parts.values(), taken)
    for part in draft.parts.values():
        scope.resources[part.id] = _resource(part, ids[part.id], proposal, scope, worlds)
    reading.resources.extend(scope.resources.values())
    reading.relations.extend(_relation(one, scope) for one in told)
    reading.problems.extend(proposal.problems)
    place = Location(proposal.file, proposal.place.line, proposal.place.column, proposal.place.line)
    reading.roots.append(Root(proposal.file, proposal.kind, (proposal.file,), len(scope.resources)))
    reading.unread.append(Unread(PROPOSAL, f"what {proposal.file} leaves open", place))


def _ids(proposal: Proposal, parts: Collection[Part], taken: Collection[str]) -> dict[str, str]:
    """Give each part the id of what it will be built as, so that a diff finds it; its own where that is taken."""
    found: dict[str, str] = {}
    used = set(taken)
    for part in parts:
        wanted = part.built_as or part.id
        if proposal.built_as and "#" not in wanted:
            wanted = f"{proposal.built_as}#{wanted}"
        name = wanted if "#" in wanted and wanted not in used else f"{proposal.file}#{part.id}"
        used.add(name)
        found[part.id] = name
    return found


def _resource(part: Part, name: str, proposal: Proposal, scope: SketchScope, worlds: Worlds) -> Resource:
    place = part.place
    said = {"Type": scalar(part.type, place), "Metadata": mapping({}, place), "Properties": part.properties}
    body = mapping(said, place, NOT_DECIDED)
    return Resource(
        id=name,
        type=part.type,
        logical_id=part.id,
        root=proposal.file,
        properties=part.properties,
        body=View(body, scope, worlds),
        location=Location(place.file, place.line, place.column, place.end_line),
        scope=scope,
        worlds=worlds,
    )


def _relation(told: Told, scope: SketchScope) -> Relation:
    source, target = scope.resources[told.source], scope.resources[told.target]
    return Relation(told.kind, source, target, told.place.location, told.detail)
