"""What a service leaves open until it is deployed: options, variables of the environment, and what follows from them.

Each becomes a parameter of the template that is made, so that worlds choose it as they choose CloudFormation's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.node import SCALAR, Node, call, scalar, sequence
from buttress.graph.values import Unresolved, written
from buttress.sources.cloudformation.sam.maker import conditional, made
from buttress.sources.cloudformation.sam.shape import choices, referred

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

MOST_VALUES: Final = 20
"""How many values of one opening are told apart."""


@dataclass(slots=True)
class Opening:
    """Holds one value that is open: what it is called outside, its default if it has one, and what it may be."""

    option: str
    label: str
    default: Node | None
    cause: Node
    allowed: set[str] | None = None


@dataclass(slots=True)
class Openings:
    """Collects what is open in one service; `taken` are the names that its template uses for something else."""

    given: Mapping[str, str]
    taken: frozenset[str] = frozenset()
    strict: bool = True
    """Whether nothing deploys while a variable leads to nothing: since version 3; before, the framework only warns."""
    opened: dict[str, Opening] = field(default_factory=dict)
    conditions: dict[str, Node] = field(default_factory=dict)

    def open(self, option: str, default: Node | None, cause: Node) -> Node:
        """Give the value of an option: the one that is given, else a reference to its parameter."""
        value = self.given.get(option)
        if value is not None:
            self._opening(option, default, cause)
            return scalar(value, cause)
        return call("Ref", scalar(self._opening(option, default, cause).label, cause), cause)

    def _opening(self, option: str, default: Node | None, cause: Node) -> Opening:
        label = f"opt:{option}" if option in self.taken else option
        known = self.opened.get(label)
        if known is not None and default is not None:
            if known.default is None:
                known.default = default
            elif written(known.default.value) != written(default.value):
                label = f"{option}, else {written(default.value)}"
        return self.opened.setdefault(label, Opening(option, label, default, cause))

    def of(self, node: Node) -> Opening | None:
        """Give the opening that a node refers to."""
        return self.opened.get(referred(node) or "")

    def choose(
        self,
        key: Node,
        values: Callable[[], Iterable[str]],
        pick: Callable[[str], Node | None],
        otherwise: Callable[[], Node | None],
    ) -> Node | None:
        """Give what a key picks: directly, or for each value that it can have; None where nothing is picked.

        Where nothing but some values picks something, no others deploy: the opening is held to them.
        """
        if key.kind == SCALAR and isinstance(key.value, str | int | float | bool):
            return _either(pick(written(key.value)), otherwise)
        branches = choices(key)
        if branches is not None:
            condition, *sides = branches
            picked = [self.choose(side, values, pick, otherwise) for side in sides]
            known = [side for side in picked if side is not None]
            return conditional(condition, *known) if len(known) == len(picked) else next(iter(known), None)
        opening = self.of(key)
        return self._forked(opening, values, pick, otherwise) if opening is not None else None

    def _forked(
        self,
        opening: Opening,
        values: Callable[[], Iterable[str]],
        pick: Callable[[str], Node | None],
        otherwise: Callable[[], Node | None],
    ) -> Node | None:
        tried = sorted(set(values()))
        if len(tried) > MOST_VALUES:
            why = f"{opening.option} has more than {MOST_VALUES} values to choose from here"
            return scalar(Unresolved(why, opening.cause.location), opening.cause)
        found = {value: node for value in tried if (node := pick(value)) is not None}
        last = otherwise()
        if last is None:
            if not found:
                return None
            last = self._last(opening, found)
        for value in reversed(found):
            last = conditional(self.equality(opening, value), found[value], last)
        return last

    def _last(self, opening: Opening, found: dict[str, Node]) -> Node:
        """Give what stands where none of the values that lead somewhere is chosen."""
        if self.strict:
            self._hold(opening, set(found))
            return found.popitem()[1]
        some = next(iter(found.values()))
        return scalar(Unresolved(f"other values of {opening.option} lead to nothing here", some.location), some)

    def equality(self, opening: Opening, value: str) -> str:
        """Give the name of the condition that an opening has a value."""
        name = f"{opening.label} is {value}"
        if name not in self.conditions:
            left = call("Ref", scalar(opening.label, opening.cause), opening.cause)
            self.conditions[name] = call(
                "Fn::Equals", sequence([left, scalar(value, opening.cause)], opening.cause), opening.cause
            )
        return name

    def _hold(self, opening: Opening, values: set[str]) -> None:
        both = values if opening.allowed is None else opening.allowed & values
        opening.allowed = both or opening.allowed

    def parameters(self) -> dict[str, Node]:
        """Give the parameters of the template."""
        return {label: _parameter(opening) for label, opening in sorted(self.opened.items())}


def _parameter(opening: Opening) -> Node:
    members: dict[str, Any] = {"Type": "String", "Default": opening.default}
    if opening.allowed:
        members["AllowedValues"] = sorted(opening.allowed)
    return made({key: value for key, value in members.items() if value is not None}, opening.cause)


def _either(node: Node | None, otherwise: Callable[[], Node | None]) -> Node | None:
    return node if node is not None else otherwise()
