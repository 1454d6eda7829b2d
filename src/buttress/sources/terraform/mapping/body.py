"""What Terraform does with a resource's data when the resource is destroyed or replaced, in CloudFormation's words.

Terraform destroys what leaves the configuration, whatever the type, so both policies are `Delete` where no attribute of
the type says that a snapshot is taken. `prevent_destroy` refuses a plan that would destroy or replace the resource as
long as its block is there: a replacement keeps the data, but what happens when the block is removed is not known.

Source: "The lifecycle Meta-Argument" and "Resource behavior" of Terraform's documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.deletion import ATTRIBUTES
from buttress.graph.node import MAP, Node, mapping, scalar
from buttress.graph.values import Unresolved
from buttress.sources.terraform.mapping.building import Builder, walked
from buttress.sources.terraform.mapping.later import later, mapped, reduced
from buttress.sources.terraform.mapping.placing import place_of

if TYPE_CHECKING:
    from buttress.graph.worlds import Worlds
    from buttress.sources.terraform.instance import Instance
    from buttress.sources.terraform.mapping.entry import Kind
    from buttress.sources.terraform.mapping.later import Step

REMOVED: Final = "prevent_destroy protects it only as long as its block is in the configuration"


def body_of(instance: Instance, kind: Kind | None, worlds: Worlds) -> Node:
    """Give the body of a canonical resource."""
    place = instance.location
    header = Node(MAP, {}, place.file, place.line, place.column, place.end_line)
    members = {name: _policy(name, instance, kind, header, worlds) for name in ATTRIBUTES}
    return mapping(members, header)


def _policy(name: str, instance: Instance, kind: Kind | None, header: Node, worlds: Worlds) -> Node:
    said = kind is not None and name in kind.body.members
    if not said and instance.body.kind == MAP and "lifecycle" not in instance.body.value:
        return scalar("Delete", header)

    def make() -> Step:
        found = reduced(instance.attributes, instance.scope)
        if kind is not None and found is not None and found[0].kind == MAP:
            own = Builder(worlds).members(kind.body, mapping(found[0].value, header, found[0].open), found[1])
            said = reduced(own[name], mapped(found[1])) if name in own else None
            if said is not None:
                return said[0].at(own[name]), said[1]
        return _guarded(name, instance, header)

    return later(make, worlds, _place(name, instance, kind, header))


def _place(name: str, instance: Instance, kind: Kind | None, header: Node) -> Node:
    """Give the attribute that decides about a policy, else the resource's own line."""
    found = reduced(instance.attributes, instance.scope)
    if kind is None or name not in kind.body.members or found is None or found[0].kind != MAP:
        return header
    place = place_of(kind.body.members[name], found[0])
    return header if place is None or place is found[0] else place


def _guarded(name: str, instance: Instance, header: Node) -> Step:
    guard = walked(instance.body, instance.scope, ("lifecycle", "prevent_destroy"))
    if guard is None or guard[0].value in (False, "false"):
        return scalar("Delete", header), instance.scope
    if name == "UpdateReplacePolicy" and guard[0].value in (True, "true"):
        return scalar("Retain", guard[0]), instance.scope
    return scalar(Unresolved(REMOVED, guard[0].location), guard[0]), instance.scope
