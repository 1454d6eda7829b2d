"""Builds canonical maps and lists out of Terraform's attributes, by their shape, as late as they are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node, mapping, scalar
from buttress.graph.plain_json import placed
from buttress.graph.values import Reference, Unresolved
from buttress.sources.terraform.mapping.conversions import converted_by, is_empty, word
from buttress.sources.terraform.mapping.later import (
    MappedScope,
    MayBeAbsent,
    elsewhere,
    later,
    listed,
    mapped,
    members_of,
    reduced,
    unknown_of,
)
from buttress.sources.terraform.mapping.placing import place_of
from buttress.sources.terraform.mapping.shape import NO_DEFAULT, VALUE, Branch, Group, Leaf, Listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from buttress.graph.node import Scope
    from buttress.graph.resource import Resource
    from buttress.graph.worlds import Worlds
    from buttress.sources.terraform.mapping.later import Placed, Step
from buttress.sources.terraform.mapping.shape import Only, Rule, Shape, Steps


def walked(node: Node, scope: Scope, steps: Sequence[str]) -> Step:
    """Give the reduced value at a path of Terraform; of the blocks on the way the first counts."""
    here: Step = reduced(node, scope)
    for step in steps:
        if here is not None and here[0].kind == LIST:
            here = _first(*here)
        if here is None:
            return None
        node, scope = here
        if node.kind != MAP:
            unknown = unknown_of(node) if node.kind != LIST else None
            return scalar(
                unknown if unknown is not None else Unresolved(f"{step} is looked for in no block", node.location), node
            ), scope
        child = node.value.get(step)
        if child is None:
            return (scalar(Unresolved(node.open, node.location), node), scope) if node.open else None
        here = reduced(child, scope)
    return here


def _first(node: Node, scope: Scope) -> Step:
    member = next(members_of(node, scope), None)
    if isinstance(member, Unresolved):
        return scalar(member, node), scope
    return None if member is None else reduced(*member)


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds canonical values; `node` and `scope` are always a reduced map of Terraform's names and its scope."""

    worlds: Worlds
    itself: Callable[[], Resource] | None = None
    """Gives the resource whose properties are built."""

    def members(self, branch: Branch, node: Node, scope: Scope) -> dict[str, Node]:
        """Give the members of a canonical map that something is written for, or that a default or constant fills."""
        members: dict[str, Node] = {}
        for name, shape in branch.members.items():
            member = self._member(shape, node, scope)
            if member is not None:
                members[name] = member
        return members

    def map_of(self, branch: Branch, node: Node, scope: Scope) -> Step:
        """Give a canonical map, None where nothing gives it a member and its block is not written either."""
        members = self.members(branch, node, scope)
        inner = mapped(scope)
        telling = [member for name, member in members.items() if name not in branch.quiet]
        if (
            node.open
            or any(member.kind != CALL and member.value is not None for member in telling)
            or any(_stands(block, only, node, scope) for block, only in branch.blocks)
            or _has_one([reduced(member, inner) for member in telling if member.kind == CALL])
        ):
            return mapping(members, node, node.open), inner
        return None

    def element(self, shape: Branch | Leaf, node: Node, scope: Scope) -> Step:
        """Give an element of a canonical list, made of one of Terraform's."""
        found = reduced(node, scope)
        if found is None:
            return None
        if isinstance(shape, Leaf):
            return self.value(shape.rules, *found)
        if found[0].kind == SCALAR and not isinstance(found[0].value, Unresolved):
            found = mapping({VALUE: found[0]}, node), found[1]
        if found[0].kind != MAP:
            return scalar(
                found[0].value if found[0].kind == SCALAR else Unresolved("a block is not a map", node.location), node
            ), scope
        if not holds(shape.only, (), *found):
            return None
        return mapping(self.members(shape, *found), node, found[0].open), mapped(found[1])

    def value(self, rules: Sequence[Rule], node: Node, scope: Scope) -> Step:
        """Give the value of the first rule that has one; `as: itself` is the resource itself, where a flag says so."""
        for rule in rules:
            if not holds(rule.only, rule.source[:-1], node, scope):
                continue
            found = walked(node, scope, rule.source)
            if found is None and rule.default is not NO_DEFAULT and self._has_block(rule, node, scope):
                found = placed(rule.default, node), scope
            if found is not None and rule.how.get("as") == "itself":
                found = self._itself(*found)
            if found is not None:
                converted = converted_by(rule.how, *found)
                if converted is not None:
                    return converted[0], mapped(converted[1])
        return None

    def _itself(self, node: Node, scope: Scope) -> Step:
        if self.itself is None or word(node.value) == "false":
            return None
        unknown = unknown_of(node)
        return scalar(Reference(self.itself(), "Ref", node.location) if unknown is None else unknown, node), scope

    def _has_block(self, rule: Rule, node: Node, scope: Scope) -> bool:
        """Say whether the block that a default belongs to is written."""
        return len(rule.source) <= 1 or _is_written(walked(node, scope, rule.source[:-1]))

    def _member(self, shape: Shape, node: Node, scope: Scope) -> Node | None:
        if isinstance(shape, Leaf):
            return self._leaf(shape, node, scope)
        place = place_of(shape, node)
        if place is None:
            return None
        if isinstance(shape, Branch):
            branch = shape
            return later(lambda: self.map_of(branch, node, scope), self.worlds, place)
        groups = shape
        return later(lambda: self._list(groups, node, scope), self.worlds, place)

    def _leaf(self, leaf: Leaf, node: Node, scope: Scope) -> Node | None:
        if leaf.constant is not NO_DEFAULT:
            return placed(leaf.constant, node)
        place = place_of(leaf, node)
        if place is None:
            return None
        if len(leaf.rules) == 1 and leaf.rules[0].plain and place.kind != CALL and not node.open:
            return None if is_empty(place) else place
        return later(lambda: self.value(leaf.rules, node, scope), self.worlds, place)

    def _list(self, shape: Listed, node: Node, scope: Scope) -> Step:
        items: list[Node] = []
        end: Unresolved | None = None
        for group in shape.groups:
            for item in self._items(group, node, scope):
                if isinstance(item, Unresolved):
                    end = end if end is not None else item
                else:
                    items.append(item)
        if not items and end is None and not shape.stands:
            return None
        return listed(items, end, node), mapped(scope)

    def _items(self, group: Group, node: Node, scope: Scope) -> Iterator[Node | Unresolved]:
        """Give the elements of a list that come from one list of Terraform, or from the map itself."""
        shape = group.element
        if isinstance(shape, Branch) and group.key is not None:
            yield from self._keyed(shape, node, scope)
            return
        if not group.source:
            yield from self._own(shape, node, scope)
            return
        found = walked(node, scope, group.source)
        if found is None:
            return
        for member in members_of(*found):
            if isinstance(member, Unresolved):
                yield member
            elif isinstance(shape, Branch) and shape.each:
                yield from self._each(shape, *member)
            else:
                yield self._later_element(shape, member)

    def _keyed(self, shape: Branch, node: Node, scope: Scope) -> Iterator[Node | Unresolved]:
        """Give the element with a fixed member; where nobody knows whether there is one, it says nothing but that of
        itself, so that the elements beside it can be read.
        """
        try:
            yield from self._own(shape, node, scope)
        except MayBeAbsent as doubt:
            unknown = scalar(Unresolved(doubt.reason, doubt.location), node)
            members = self.members(shape, node, scope)
            fixed = {name: member for name, member in members.items() if name in shape.quiet}
            yield mapping({**dict.fromkeys(members, unknown), **fixed}, node)

    def _each(self, shape: Branch, node: Node, scope: Scope) -> Iterator[Node | Unresolved]:
        """Give an element for every value of some of its members: one rule of a firewall for each of its ranges."""
        found = self.element(shape, node, scope)
        if found is None or found[0].kind != MAP:
            if found is not None:
                yield elsewhere(*found, self.worlds)
            return
        if found[0].open:
            yield Unresolved(found[0].open, node.location)
        members, inner = found[0].value, mapped(found[1])
        shared = {name: member for name, member in members.items() if name not in shape.each}
        for name in shape.each:
            for value in self._every(shape.members[name], node, scope):
                one = scalar(value, node) if isinstance(value, Unresolved) else elsewhere(*value, self.worlds)
                yield elsewhere(mapping({**shared, name: one}, node), inner, self.worlds)

    def _every(self, shape: Shape, node: Node, scope: Scope) -> Iterator[Placed | Unresolved]:
        """Give the values of all rules of one member: `self` adds to the groups that a rule of a firewall names."""
        found = reduced(node, scope)
        if found is None or found[0].kind != MAP or not isinstance(shape, Leaf):
            return
        given = False
        for rule in shape.rules:
            try:
                value = self.value([rule], *found)
            except MayBeAbsent:
                if given:  # the provider refuses what needs another attribute's value beside another source
                    return
                raise
            if value is not None:
                given = True
                yield from members_of(*value)

    def _later_element(self, shape: Branch | Leaf, member: Placed) -> Node:
        return later(lambda: self.element(shape, *member), self.worlds, member[0])

    def _own(self, shape: Branch | Leaf, node: Node, scope: Scope) -> Iterator[Node | Unresolved]:
        found = self.value(shape.rules, node, scope) if isinstance(shape, Leaf) else self.map_of(shape, node, scope)
        if found is None:
            return
        if isinstance(shape, Branch) and shape.each:
            yield from self._each(shape, node, scope)
            return
        members = [found] if isinstance(shape, Branch) else members_of(*found)
        for member in members:
            yield member if isinstance(member, Unresolved) else elsewhere(*member, self.worlds)


def holds(only: Only, around: Steps, node: Node, scope: Scope) -> bool:
    """Say whether the attributes beside something have the values that it needs; raises `MayBeAbsent` for unknown
    ones.
    """
    for name, values, default in only:
        found = walked(node, scope, (*around, name))
        unknown = unknown_of(found[0]) if found is not None else None
        if unknown is not None:
            raise MayBeAbsent(unknown.reason, unknown.location)
        if word(default if found is None else found[0].value) not in map(word, values):
            return False
    return True


def _stands(block: Steps, only: Only, node: Node, scope: Scope) -> bool:
    """Say whether a block is written, and has what its attributes need."""
    return _is_written(walked(node, scope, block)) and holds(only, block, node, scope)


def _has_one(found: Sequence[Step]) -> bool:
    """Say whether one of some values is there; raises `MayBeAbsent` where only unknown ones could be."""
    values = [step[0].value for step in found if step is not None]
    unknown = [value for value in values if isinstance(value, Unresolved)]
    if unknown and len(unknown) == len(values):
        raise MayBeAbsent(unknown[0].reason, unknown[0].location)
    return bool(values)


def _is_written(found: Step) -> bool:
    """Say whether a block is there; one whose number is not known may be."""
    if found is None:
        return False
    node = found[0]
    return node.kind != LIST or node.open is not None or next(members_of(*found), None) is not None


__all__ = ["Builder", "MappedScope", "walked"]
