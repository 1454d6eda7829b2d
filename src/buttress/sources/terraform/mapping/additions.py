"""Puts what folds add onto the resources that they add to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from buttress.graph.node import LIST, MAP, SCALAR, Node, mapping, sequence
from buttress.graph.values import Unresolved
from buttress.sources.terraform.mapping.building import Builder
from buttress.sources.terraform.mapping.later import MayBeAbsent, elsewhere, later, mapped, reduced
from buttress.sources.terraform.mapping.merging import merged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from buttress.graph.node import Scope
    from buttress.graph.resource import Resource
    from buttress.graph.worlds import Worlds
    from buttress.sources.terraform.mapping.folding import Folded, Folds
    from buttress.sources.terraform.mapping.later import Placed, Step
    from buttress.sources.terraform.mapping.made import Made


@dataclass(slots=True)
class Additions:
    """Adds to resources what the folds of a root say of them."""

    folds: Folds
    worlds: Worlds
    _doubts: dict[str, dict[str, list[Folded]]] = field(default_factory=dict)
    """By Terraform's type and canonical property: the folds of which nobody knows where they add."""

    def add_to(self, target: Made) -> None:
        """Add to the resources of an instance what the folds that mean it say, each in the worlds in which it does."""
        sure = _by_property(self.folds.sure(target), self.worlds)
        doubts = self._doubts_about(target.instance.type)
        for resource in _meant(target) if sure or doubts else ():
            members = resource.node.value if resource.node.kind == MAP else {}
            for name in dict.fromkeys((*sure, *doubts)):
                adding = sure.get(name, [])
                doubtful = (
                    [one for one in doubts.get(name, ()) if one not in adding] if adding else doubts.get(name, [])
                )
                own = members.get(name)
                property_ = _Property(target, name, own, resource.scope, adding, doubtful, self.worlds)
                members[name] = property_.node(resource.node)

    def _doubts_about(self, terraform_type: str) -> dict[str, list[Folded]]:
        kept = self._doubts.get(terraform_type)
        if kept is None:
            kept = self._doubts[terraform_type] = _by_property(self.folds.doubts(terraform_type), self.worlds)
        return kept


def _meant(target: Made) -> Sequence[Resource]:
    """Give the resources that a fold adds to: not those that the instance makes beside its own."""
    return target.resources if target.entry is not None and target.entry.split else target.resources[:1]


def _by_property(several: Sequence[Folded], worlds: Worlds) -> dict[str, list[Folded]]:
    """Sort folds by the canonical properties that they set or append to."""
    found: dict[str, list[Folded]] = {}
    for folded in several:
        for name in _members(folded, worlds):
            found.setdefault(name, []).append(folded)
    return found


def _members(folded: Folded, worlds: Worlds) -> dict[str, Node]:
    instance = folded.made.instance
    found = reduced(instance.attributes, instance.scope)
    if found is None or found[0].kind != MAP:
        return {}
    return Builder(worlds).members(folded.fold.properties, *found)


@dataclass(frozen=True, slots=True, eq=False)
class _Property:
    """Holds one property of a resource: what it says itself, and the folds that add to it or may."""

    target: Made
    name: str
    own: Node | None
    scope: Scope
    adding: Sequence[Folded]
    doubtful: Sequence[Folded]
    worlds: Worlds

    def node(self, resource: Node) -> Node:
        """Give the property at its own place, else at that of the block that sets it."""
        place = self.own
        if place is None and self.adding:
            place = _members(self.adding[0], self.worlds).get(self.name)
        return later(lambda: self._made(resource), self.worlds, place if place is not None else resource)

    def _made(self, resource: Node) -> Step:
        parts: list[Placed] = [] if self.own is None else self._own(self.own)
        doubt: Unresolved | None = None
        for folded in (*self.adding, *self.doubtful):
            answer = folded.adds_to(self.target)
            if answer is True:
                parts += self._part(folded)
            elif isinstance(answer, Unresolved):
                doubt = answer
                break
        made = merged(parts, self.worlds)
        if doubt is None:
            return made
        return self._doubted(made, doubt, resource)

    def _own(self, own: Node) -> list[Placed]:
        found = reduced(own, self.scope)
        return [] if found is None else [found]

    def _part(self, folded: Folded) -> list[Placed]:
        member = _members(folded, self.worlds).get(self.name)
        return [] if member is None else [(member, mapped(folded.made.instance.scope))]

    def _doubted(self, made: Step, doubt: Unresolved, resource: Node) -> Step:
        """Leave open what another block may add; what is set already stays. Raises `MayBeAbsent` where nothing is."""
        lists = [one.fold.append for one in (*self.adding, *self.doubtful) if one.fold.append]
        if lists:
            return _opened(made, lists[0][1:], doubt, resource, self)
        if made is None:
            raise MayBeAbsent(doubt.reason, doubt.location)
        return made


def _opened(made: Step, path: tuple[str, ...], doubt: Unresolved, place: Node, of: _Property) -> Step:
    """Leave a list that stands at a path open, and the maps on the way to it as they are."""
    if made is not None and made[0].kind == SCALAR:
        return made
    node, scope = made if made is not None else (place, of.scope)
    if not path:
        return sequence(node.value if node.kind == LIST else [], node, doubt.reason), scope
    members = dict(node.value) if made is not None and node.kind == MAP else {}
    below = members.get(path[0])
    inner = _opened(None if below is None else reduced(below, scope), path[1:], doubt, node, of)
    if inner is not None:
        members[path[0]] = elsewhere(*inner, of.worlds)
    return mapping(members, node), scope
