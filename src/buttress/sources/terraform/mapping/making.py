"""Makes the canonical resources of one instance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from buttress.graph.node import CALL, MAP, Node, mapping, scalar
from buttress.graph.origin import Origin
from buttress.graph.resource import Resource
from buttress.graph.values import NotKnown, Reference, Unresolved
from buttress.graph.view import View
from buttress.graph.worlds import explore
from buttress.sources.terraform.mapping.awscc import names_of
from buttress.sources.terraform.mapping.body import body_of
from buttress.sources.terraform.mapping.building import Builder, walked
from buttress.sources.terraform.mapping.conversions import is_empty, word
from buttress.sources.terraform.mapping.entry import ABSENT_CASE, ANY_CASE, Kind
from buttress.sources.terraform.mapping.later import mapped, reduced
from buttress.sources.terraform.mapping.several import has_block, most_blocks, properties_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from buttress.graph.worlds import Worlds
    from buttress.sources.terraform.instance import Instance
    from buttress.sources.terraform.mapping.made import Made

OPAQUE: Final = "terraform:"
"""How the type of a resource begins whose type is not mapped."""
SELF: Final = {"@self": "Ref", "@arn": "Arn"}
"""What a further resource of the same instance calls the first one, with the canonical attribute that it means."""


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes resources whose properties are mapped when they are read."""

    worlds: Worlds

    def resources(self, made: Made) -> list[Resource]:
        """Make the canonical resources of an instance, none where it only adds to others."""
        if made.entry is None:
            return [self._resource(made, OPAQUE + made.instance.type, made.instance.attributes, made.instance.exists)]
        found: list[Resource] = []
        for kind, exists in self._kinds(made):
            if kind.each:
                self._several(made, kind, found)
            else:
                found.append(self.canonical(made, kind, exists, found))
        return found

    def _several(self, made: Made, kind: Kind, found: list[Resource]) -> None:
        """Make a further resource of every block of one name."""
        header = _header(made.instance)
        for place in range(most_blocks(made, kind, self.worlds)):
            properties = properties_of(made, kind, place, _self(found, header), self.worlds)
            exists = partial(has_block, made, kind, place)
            found.append(self._resource(made, kind.type, properties, exists, kind, found))

    def canonical(self, made: Made, kind: Kind, exists: Callable[[], bool] | None, before: list[Resource]) -> Resource:
        """Make one canonical resource of an instance, after those that it is made of already."""
        instance = made.instance
        found = reduced(instance.attributes, instance.scope)
        header = _header(instance)
        if found is None or found[0].kind != MAP:
            node = scalar(Unresolved("what is written here is not known", instance.location), header)
            return self._resource(made, kind.type, node, exists, kind, before)
        written = {**found[0].value, **_self(before, header)} if before else found[0].value
        attributes = mapping(written, header, found[0].open)
        if kind.generic:
            members = names_of(kind.type).members(attributes, found[1], self.worlds)
        else:
            builder = Builder(self.worlds, lambda: made.resources[0])
            members = builder.members(kind.properties, attributes, found[1])
        return self._resource(made, kind.type, mapping(members, header, found[0].open), exists, kind, before)

    def _kinds(self, made: Made) -> list[tuple[Kind, Callable[[], bool] | None]]:
        """Give the kinds of resource that an instance may be, each with when it is one, None where always."""
        entry = made.entry
        if entry is None:
            return []
        if not entry.split:
            kinds = [kind for kind in entry.kinds if not kind.when or _may_be_written(made, kind)]
            return [(kind, _when_written(made, kind) if kind.when else made.instance.exists) for kind in kinds]
        cases = {kind.case: kind for kind in entry.kinds}
        try:
            words = {outcome.result for outcome in explore(self.worlds, lambda: _case(made, cases))}
        except NotKnown:
            return []
        found = sorted(words - {""})
        if len(found) == 1 and len(words) == 1:
            return [(cases[found[0]], made.instance.exists)]
        return [(cases[case], _when_case(made, cases, case)) for case in found]

    def _resource(  # noqa: PLR0913 - what one constructor needs, from three places
        self,
        made: Made,
        canonical: str,
        properties: Node,
        exists: Callable[[], bool] | None,
        kind: Kind | None = None,
        before: list[Resource] | None = None,
    ) -> Resource:
        instance = made.instance
        scope = mapped(instance.scope)
        resource = Resource(
            id=f"{made.root}#{instance.address}{_suffix(canonical, before or [])}",
            type=canonical,
            logical_id=instance.address,
            root=made.root,
            properties=properties,
            body=View(body_of(instance, kind, self.worlds), scope, self.worlds),
            location=instance.location,
            scope=scope,
            worlds=self.worlds,
            exists=exists,
        )
        resource.origin = _origin(instance)
        return resource


def _origin(instance: Instance) -> Origin | None:
    """Say from where the module of an instance is called, and what a plan does to it; None where neither is so."""
    said = [f"called at {' and '.join(str(place) for place in instance.chain)}"] if instance.chain else []
    if instance.change not in ("", "no-op"):
        said.append(f"planned: {instance.change}")
    return Origin(", ".join(said)) if said else None


def _suffix(canonical: str, before: list[Resource]) -> str:
    """Tell a further resource of an instance apart by its type, and by a number where the type is the same."""
    if not before:
        return ""
    same = sum(one.type == canonical for one in before)
    return f":{canonical.rsplit('::', 1)[-1]}" + (str(same + 1) if same else "")


def _self(before: list[Resource], header: Node) -> dict[str, Node]:
    return {name: scalar(Reference(before[0], attribute), header) for name, attribute in SELF.items()}


def _may_be_written(made: Made, kind: Kind) -> bool:
    """Say whether the attribute that a further resource needs stands there, whatever it comes to."""
    node = made.instance.attributes
    if node.kind != MAP:
        return True
    member = node.value.get(kind.when[0])
    if member is None:
        return bool(node.open)
    return member.kind == CALL or not (member.value is None or is_empty(member))


def _when_written(made: Made, kind: Kind) -> Callable[[], bool] | None:
    instance = made.instance
    member = instance.attributes.value.get(kind.when[0]) if instance.attributes.kind == MAP else None
    if member is not None and member.kind != CALL and len(kind.when) == 1:
        return instance.exists

    def holds() -> bool:
        found = walked(instance.attributes, instance.scope, kind.when) if made.exists else None
        return found is not None and not is_empty(found[0])

    return holds


def _when_case(made: Made, cases: dict[str, Kind], case: str) -> Callable[[], bool]:
    return lambda: made.exists and _case(made, cases) == case


def _case(made: Made, cases: dict[str, Kind]) -> str:
    """Give the case that the value chooses in the current world; empty where none, raises where it is not known."""
    instance, entry = made.instance, made.entry
    split = entry.split if entry is not None else ()
    found = walked(instance.attributes, instance.scope, split)
    if found is None:
        default = entry.defaults.get(".".join(split)) if entry is not None else None
        case = ABSENT_CASE if default is None else word(default)
    elif isinstance(found[0].value, str | bool | int | float):
        case = word(found[0].value)
    else:
        raise NotKnown("which resource this is, is not known", found[0].location)
    return case if case in cases else (ANY_CASE if ANY_CASE in cases else "")


def _header(instance: Instance) -> Node:
    place = instance.location
    return Node(MAP, {}, place.file, place.line, place.column, place.end_line)
