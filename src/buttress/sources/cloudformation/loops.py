"""Writes out `Fn::ForEach`: in Resources, Outputs and Conditions, in properties, and in each other.

Source: "Fn::ForEach" and "AWS::LanguageExtensions transform" of the CloudFormation template reference. What a loop
makes stands at the place of the loop's body. A loop whose list is not known makes nothing, and is named as not read.
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, Final

from buttress.graph.graph import Problem
from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node, call, scalar, sequence
from buttress.graph.unread import Unread
from buttress.graph.values import NotKnown
from buttress.records import dataclass
from buttress.sources.cloudformation.loop_bodies import Budget, Filling
from buttress.sources.cloudformation.loop_lists import Lists
from buttress.sources.cloudformation.sam.maker import with_members
from buttress.sources.cloudformation.template import LOOP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from buttress.graph.worlds import Worlds
    from buttress.sources.cloudformation.loop_lists import Item
    from buttress.sources.cloudformation.template import Template

SECTIONS: Final = ("Conditions", "Resources", "Outputs")
LOOP_PARTS: Final = 3
"""Identifier, list, body."""


def with_loops(template: Template, given: Mapping[str, str], problems: list[Problem]) -> Template:
    """Give the template with its loops written out; unchanged where it has none."""
    if not template.loops:
        return template
    loops = _Loops(template, Lists(template, given))
    sections = {name: loops.section(name) for name in SECTIONS}
    sections["Conditions"] |= loops.conditions
    problems += loops.problems
    return replace(
        template,
        sections={**template.sections, **sections},
        unread=(*template.unread, *loops.unread),
        rests_on={**template.rests_on, **loops.rests_on},
    )


def resting(exists: Callable[[], bool] | None, worlds: Worlds, default: str | None) -> Callable[[], bool] | None:
    """Let whatever asks whether a resource exists rest on the default that it is there for."""
    if default is None:
        return exists

    def there() -> bool:
        worlds.rest_on(default)
        return exists is None or exists()

    return there


@dataclass(slots=True)
class _Loops:
    """Writes the loops of one template out, and collects what they add beside the sections."""

    template: Template
    lists: Lists
    problems: list[Problem] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    conditions: dict[str, Node] = field(default_factory=dict)
    rests_on: dict[str, str] = field(default_factory=dict)
    budget: Budget = field(default_factory=Budget)

    def section(self, name: str) -> dict[str, Node]:
        """Give the members of a section, those that loops make in their places."""
        found: dict[str, Node] = {}
        for key, node in self.template.section(name).items():
            if not key.startswith(LOOP):
                found[key] = self._inside(node)
                continue
            for made, member, items in self._entries(key, node):
                if made in found:
                    self._note(member, f"{key} makes {made}, which is there already.", "CloudFormation refuses it.")
                found[made] = self._inside(member) if name == "Conditions" else self._member(made, member, items)
        return found

    def _entries(self, key: str, node: Node) -> Iterator[tuple[str, Node, tuple[Item, ...]]]:
        """Give what a loop of a section makes; where the list is not known, note that the loop is not read."""
        try:
            made = list(self._made(key, node, ()))
        except NotKnown as unknown:
            self.unread.append(Unread("loop", f"what {key} makes ({unknown.reason})", node.location))
        else:
            yield from made

    def _made(self, key: str, node: Node, outer: tuple[Item, ...]) -> Iterator[tuple[str, Node, tuple[Item, ...]]]:
        """Give each member that a loop makes, with the items it was made for; raises `NotKnown`."""
        identifier, listed, body = self._parts(key, node)
        for item in self.lists.items(listed):
            filling = Filling(identifier, item.text, self.budget)
            for name, member in body.items():
                filled = filling.node(member)
                if name.startswith(LOOP):
                    yield from self._made(filling.text(name), filled, (*outer, item))
                else:
                    yield filling.text(name), filled, (*outer, item)

    def _parts(self, key: str, node: Node) -> tuple[str, Node, dict[str, Node]]:
        parts = node.value if node.kind == LIST else []
        if (
            len(parts) != LOOP_PARTS
            or parts[0].kind != SCALAR
            or not isinstance(parts[0].value, str)
            or parts[2].kind != MAP
        ):
            self._note(node, f"{key} is no loop.", "It takes an identifier, a list, and a map of what is repeated.")
            raise NotKnown(f"{key} is no loop", node.location)
        return parts[0].value, parts[1], parts[2].value

    def _member(self, name: str, node: Node, items: tuple[Item, ...]) -> Node:
        """Give a resource or output that exists where the lists have the values it was made for."""
        rests_on = next((item.rests_on for item in items if item.rests_on), "")
        if rests_on:
            self.rests_on[name] = rests_on
        node = self._inside(node)
        wanted = [item.when for item in items if item.when is not None]
        if not wanted or node.kind != MAP:
            return node
        own = node.value.get("Condition")
        if own is not None:
            wanted.append(Node(MAP, {"Condition": own}, own.file, own.line, own.column, own.end_line))
        condition = f"the loop makes {name}"
        self.conditions[condition] = _every(wanted, node)
        return with_members(node, {"Condition": scalar(condition, node)})

    def _inside(self, node: Node) -> Node:
        """Write the loops below a node out."""
        if node.kind == SCALAR:
            return node
        where = (node.file, node.line, node.column, node.end_line)
        if node.kind == CALL:
            name, argument = node.value
            inner = self._inside(argument)
            return node if inner is argument else Node(CALL, (name, inner), *where)
        if node.kind == LIST:
            items = [self._inside(item) for item in node.value]
            changed = any(new is not old for new, old in zip(items, node.value, strict=True))
            return Node(LIST, items, *where, node.open) if changed else node
        members = {key: self._inside(one) for key, one in node.value.items() if not key.startswith(LOOP)}
        if len(members) == len(node.value):
            changed = any(members[key] is not one for key, one in node.value.items())
            return Node(MAP, members, *where, node.open) if changed else node
        return self._map(node, members)

    def _map(self, node: Node, members: dict[str, Node]) -> Node:
        """Add what loops make of a map's members; the map stays open where a list is not known."""
        reason = next((_unfinished(key) for key in members if key.startswith("Fn::")), None)
        for key, loop in node.value.items():
            if not key.startswith(LOOP):
                continue
            try:
                made = list(self._made(key, loop, ()))
            except NotKnown as unknown:
                reason = f"{key} adds members that are not known: {unknown.reason}"
                continue
            for name, member, items in made:
                members[name] = self._value(self._inside(member), items, f"{node.line}:{node.column} {name}")
        return Node(MAP, members, node.file, node.line, node.column, node.end_line, reason)

    def _value(self, node: Node, items: tuple[Item, ...], name: str) -> Node:
        """Give a value that is there where the lists have what it was made for."""
        wanted = [item.when for item in items if item.when is not None]
        if not wanted:
            return node
        condition = f"the loop makes {name}"
        self.conditions[condition] = _every(wanted, node)
        nothing = call("Ref", scalar("AWS::NoValue", node), node)
        return call("Fn::If", sequence([scalar(condition, node), node, nothing], node), node)

    def _note(self, node: Node, message: str, hint: str) -> None:
        self.problems.append(Problem(node.file, node.line, node.column, message, hint))


def _every(wanted: list[Node], cause: Node) -> Node:
    return wanted[0] if len(wanted) == 1 else call("Fn::And", sequence(wanted, cause), cause)


def _unfinished(name: str) -> str:
    return f"{name} adds members that are not read yet"
