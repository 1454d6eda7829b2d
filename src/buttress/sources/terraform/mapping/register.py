"""Makes canonical resources of the instances of one root, and answers references between them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from buttress.graph.node import CALL, MAP, Node, mapping, scalar
from buttress.graph.plain_json import placed
from buttress.graph.resource import Resource
from buttress.graph.unread import Unread
from buttress.graph.values import NotKnown, Reference, Unresolved
from buttress.graph.view import View
from buttress.graph.worlds import explore
from buttress.sources.terraform.mapping.additions import add_to
from buttress.sources.terraform.mapping.body import body_of
from buttress.sources.terraform.mapping.building import Builder, walked
from buttress.sources.terraform.mapping.catalogue import Catalogue, catalogue
from buttress.sources.terraform.mapping.conversions import word
from buttress.sources.terraform.mapping.entry import ABSENT_CASE, ANY_CASE, Kind
from buttress.sources.terraform.mapping.folding import Folded, Folds
from buttress.sources.terraform.mapping.later import NOTHING, mapped, reduced
from buttress.sources.terraform.mapping.made import Made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from buttress.graph.node import Scope
    from buttress.graph.worlds import Worlds
    from buttress.sources.terraform.instance import Instance
    from buttress.sources.terraform.mapping.later import Step

OPAQUE: Final = "terraform:"
"""How the type of a resource begins whose type is not mapped."""
UNMAPPED_EXPORTS: Final = {"id": "Ref", "arn": "Arn"}


@dataclass(slots=True, eq=False)
class RootRegister:
    """Holds the instances of one root: addresses are unique only there, so each root has a register of its own.

    It is the `Register` and the `Attributes` of `buttress.sources.terraform.instance`.
    """

    worlds: Worlds
    known: Catalogue = field(default_factory=catalogue)
    unread: list[Unread] = field(default_factory=list)
    """What is part of the root and could not be mapped, once `resources` has been asked for."""
    unmapped: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By Terraform's type: the attributes that are written and that the mapping does not read."""
    _made: dict[str, Made] = field(default_factory=dict)
    _making: set[str] = field(default_factory=set)

    @property
    def attributes(self) -> RootRegister:
        """Give the answers to references between instances."""
        return self

    def add(self, root: str, instance: Instance) -> None:
        """Take an instance of the root."""
        self._made[instance.address] = Made(root, instance, self.known.entry(instance.type))

    def resources(self) -> list[Resource]:
        """Make the canonical resources of all instances that were added."""
        for made in self._made.values():
            self._resources_of(made)
        self._fold()
        for made in self._made.values():
            self._note_what_is_not_mapped(made)
        return [resource for made in self._made.values() for resource in made.resources]

    def attribute(self, address: str, name: str, node: Node) -> Step:
        """Give what `TYPE.NAME.attribute` stands for; see `buttress.sources.terraform.instance.Attributes`."""
        made = self._made.get(address)
        if made is None:
            return _unknown(f"{address} is not declared here", node)
        exports = made.entry.exports if made.entry is not None else UNMAPPED_EXPORTS
        canonical = exports.get(name)
        if canonical is not None and canonical.startswith("@"):
            return self.attribute(address, canonical[1:], node) if canonical[1:] != name else None
        if canonical is not None:
            return self._referred(made, canonical, node)
        return self._declared(made, name, node)

    def _referred(self, made: Made, canonical: str, node: Node) -> Step:
        resources = self._resources_of(made)
        if not resources:
            return _unknown(f"{made.instance.address} is known only after deployment", node)
        meant = next((one for one in resources[1:] if one.exists() and not resources[0].exists()), resources[0])
        return scalar(Reference(meant, canonical, node.location), node), NOTHING

    def _declared(self, made: Made, name: str, node: Node) -> Step:
        instance, entry = made.instance, made.entry
        found = reduced(instance.attributes, instance.scope)
        if found is not None and found[0].kind == MAP:
            child = found[0].value.get(name)
            if child is not None:
                return None if child.kind != CALL and child.value is None else (child, found[1])
            if found[0].open:
                return _unknown(found[0].open, node)
        if entry is not None and name in entry.defaults:
            return placed(entry.defaults[name], node), instance.scope
        if entry is not None and (name in entry.arguments or not (entry.kinds or entry.split)):
            return _unknown(f"{instance.address}.{name} is not declared, and the provider may choose it", node)
        return self._referred(made, name, node)

    def _resources_of(self, made: Made) -> list[Resource]:
        address = made.instance.address
        if not made.resources and address not in self._making:
            self._making.add(address)
            try:
                made.resources = list(self._new(made))
            finally:
                self._making.discard(address)
        return made.resources

    def _new(self, made: Made) -> Iterable[Resource]:
        if made.entry is None:
            return [self._resource(made, OPAQUE + made.instance.type, made.instance.attributes, None)]
        kinds = self._kinds(made)
        return [self._canonical(made, kind, when, place) for place, (kind, when) in enumerate(kinds)]

    def _kinds(self, made: Made) -> list[tuple[Kind, Callable[[], bool] | None]]:
        """Give the kinds of resource that an instance may be, with when it is one, None where always."""
        entry, exists = made.entry, made.instance.exists
        if entry is None or not entry.split:
            return [(kind, exists) for kind in (entry.kinds if entry is not None else ())]
        cases = {kind.case: kind for kind in entry.kinds}
        try:
            words = {outcome.result for outcome in explore(self.worlds, lambda: self._case(made, cases))}
        except NotKnown:
            words = set()
        found = sorted(words - {""})
        if len(found) == 1 and len(words) == 1:
            return [(cases[found[0]], exists)]
        return [(cases[case], self._when(made, cases, case)) for case in found]

    def _when(self, made: Made, cases: dict[str, Kind], case: str) -> Callable[[], bool]:
        return lambda: made.exists and self._case(made, cases) == case

    def _case(self, made: Made, cases: dict[str, Kind]) -> str:
        """Give the case that the value chooses in the current world; empty where none, raises where it is not known."""
        instance = made.instance
        split = made.entry.split if made.entry is not None else ()
        found = walked(instance.attributes, instance.scope, split)
        if found is None:
            default = made.entry.defaults.get(".".join(split)) if made.entry is not None else None
            case = ABSENT_CASE if default is None else word(default)
        elif isinstance(found[0].value, str | bool | int | float):
            case = word(found[0].value)
        else:
            raise NotKnown("which resource this is, is not known", found[0].location)
        return case if case in cases else (ANY_CASE if ANY_CASE in cases else "")

    def _canonical(self, made: Made, kind: Kind, exists: Callable[[], bool] | None, place: int) -> Resource:
        instance = made.instance
        found = reduced(instance.attributes, instance.scope)
        header = _header(instance)
        if found is None or found[0].kind != MAP:
            node = scalar(Unresolved("what is written here is not known", instance.location), header)
            return self._resource(made, kind.type, node, exists, kind, place)
        builder = Builder(self.worlds)
        attributes = mapping(found[0].value, header, found[0].open)
        members = builder.members(kind.properties, attributes, found[1])
        return self._resource(made, kind.type, mapping(members, header, found[0].open), exists, kind, place)

    def _resource(  # noqa: PLR0913 - what one constructor needs, from three places
        self,
        made: Made,
        canonical: str,
        properties: Node,
        exists: Callable[[], bool] | None,
        kind: Kind | None = None,
        place: int = 0,
    ) -> Resource:
        instance = made.instance
        scope: Scope = mapped(instance.scope)
        suffix = f":{canonical.rsplit('::', 1)[-1]}" if place else ""
        return Resource(
            id=f"{made.root}#{instance.address}{suffix}",
            type=canonical,
            logical_id=instance.address,
            root=made.root,
            properties=properties,
            body=View(body_of(instance, kind, self.worlds), scope, self.worlds),
            location=instance.location,
            scope=scope,
            worlds=self.worlds,
            exists=exists if exists is not None else instance.exists,
        )

    def _fold(self) -> None:
        """Add to resources what other blocks say of them."""
        targets: dict[str, list[Made]] = defaultdict(list)
        holders: dict[str, Made] = {}
        for made in self._made.values():
            targets[made.instance.type].append(made)
            holders.update((resource.id, made) for resource in made.resources)
        folds = Folds(self.worlds, targets, holders)
        folding = [made for made in self._made.values() if made.entry is not None and made.entry.folds]
        for made in folding:
            for fold in made.entry.folds if made.entry is not None else ():
                folds.add(Folded(fold, made))
        into = {name for made in folding if made.entry is not None for fold in made.entry.folds for name in fold.into}
        for name in sorted(into):
            for target in targets.get(name, ()):
                add_to(target, folds, self.worlds)
        self.unread += folds.unread

    def _note_what_is_not_mapped(self, made: Made) -> None:
        instance = made.instance
        if made.entry is None:
            self.unread.append(Unread("resource type", f"{instance.address} ({instance.type})", instance.location))
        elif made.entry.split and not made.resources:
            what = f"{instance.address}, of which the kind is not known"
            self.unread.append(Unread("resource type", what, instance.location))
        if made.entry is not None and instance.attributes.kind == MAP:
            known = {*made.entry.arguments, *made.entry.exports}
            self.unmapped[instance.type].update(name for name in instance.attributes.value if name not in known)


def _header(instance: Instance) -> Node:
    place = instance.location
    return Node(MAP, {}, place.file, place.line, place.column, place.end_line)


def _unknown(reason: str, node: Node) -> Step:
    return scalar(Unresolved(reason, node.location), node), NOTHING
