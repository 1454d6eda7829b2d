"""Makes instances of plain values, for tests that need no text of HCL."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from buttress.graph.location import Location
from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node, scalar
from buttress.graph.values import Unresolved
from buttress.graph.worlds import Atom, Worlds
from buttress.sources.terraform.instance import Instance
from buttress.sources.terraform.mapping.register import RootRegister

if TYPE_CHECKING:
    from collections.abc import Callable

    from buttress.graph.node import Scope
    from buttress.graph.resource import Resource
    from buttress.sources.terraform.mapping.catalogue import Catalogue

FILE = "main.tf"


@dataclass(frozen=True, slots=True)
class Said:
    """Stands for an expression that comes to a value only when it is read."""

    value: Any


@dataclass(frozen=True, slots=True)
class Ref:
    """Stands for a reference to an attribute of another instance."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Either:
    """Stands for an expression that depends on a condition that is open."""

    condition: str
    then: Any
    otherwise: Any


@dataclass(slots=True)
class Root:
    """Holds the instances of one root, as evaluation would make them."""

    known: Catalogue
    worlds: Worlds = field(default_factory=Worlds)
    lines: int = 0
    evaluations: int = 0
    """How many calls were reduced."""
    register: RootRegister = field(init=False)

    def __post_init__(self) -> None:
        """Make the register."""
        self.register = RootRegister(self.worlds, self.known)

    def add(self, address: str, *, exists: str = "", body: Any = None, **attributes: Any) -> None:  # noqa: ANN401
        """Add an instance, ten lines below the one before."""
        self.lines += 10
        place = Location(FILE, self.lines, 1, self.lines + 9)
        condition = (lambda: self.holds(exists)) if exists else None
        self.register.add(
            ".",
            Instance(
                address=address,
                type=address.partition("[")[0].rsplit(".", 2)[-2],
                attributes=self.node(attributes, self.lines),
                scope=self,
                location=place,
                body=self.node(body or {}, self.lines),
                exists=condition,
            ),
        )

    def holds(self, condition: str) -> bool:
        """Ask the world."""
        return self.worlds.choose(Atom(condition, condition, (True, False))) is True

    def node(self, value: Any, line: int) -> Node:  # noqa: ANN401
        """Make a node of a plain value; a member of a map stands one line below what is before it."""
        if isinstance(value, dict):
            members = {name: self.node(one, line + place + 1) for place, (name, one) in enumerate(value.items())}
            return Node(MAP, members, FILE, line)
        if isinstance(value, list):
            return Node(LIST, [self.node(one, line) for one in value], FILE, line)
        if isinstance(value, Said | Ref | Either):
            held: Any = value
            return Node(CALL, ("test:said", Node(SCALAR, held, FILE, line)), FILE, line)
        return Node(SCALAR, value, FILE, line)

    def evaluate(self, node: Node) -> tuple[Node, Scope] | None:
        """Reduce a call."""
        self.evaluations += 1
        said = node.value[1].value
        if isinstance(said, Ref):
            return self.register.attributes.attribute(said.address, said.name, node)
        if isinstance(said, Either):
            chosen = said.then if self.holds(said.condition) else said.otherwise
            return self.node(chosen, node.line), self
        return None if said.value is None else (self.node(said.value, node.line), self)

    def resources(self) -> dict[str, Resource]:
        """Give the resources by their ids without the root."""
        return {one.id.removeprefix(".#"): one for one in self.register.resources()}


def unknown(reason: str = "nobody knows") -> Unresolved:
    """Make a value of which nothing is known."""
    return Unresolved(reason)


def values(worlds: Worlds, read: Callable[[], Any]) -> list[Any]:
    """Give what a reading gives in each world."""
    from buttress.graph.worlds import explore  # noqa: PLC0415

    return [outcome.result for outcome in explore(worlds, read)]


__all__ = ["Either", "Ref", "Root", "Said", "scalar", "unknown", "values"]
