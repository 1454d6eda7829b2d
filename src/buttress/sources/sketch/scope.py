"""Resolves what one box of a proposal says of another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from buttress.graph.node import LIST, Node, call, scalar
from buttress.graph.values import Reference, Unresolved

if TYPE_CHECKING:
    from buttress.graph.node import Scope
    from buttress.graph.resource import Resource


@dataclass(slots=True, eq=False)
class SketchScope:
    """Evaluates `Ref` and `Fn::GetAtt`, which is all that a proposal has; `resources` are by the ids of their boxes."""

    resources: dict[str, Resource] = field(default_factory=dict)

    def evaluate(self, node: Node) -> tuple[Node, Scope] | None:
        """Give the reference that a call stands for."""
        name, argument = node.value
        if name not in ("Ref", "Fn::GetAtt"):
            reason = f"{name} is not computed in a proposal"
            return scalar(Unresolved(reason, node.location), node), self
        said = [str(part.value) for part in argument.value] if argument.kind == LIST else [str(argument.value)]
        box, attribute = (said[0], "Ref") if name == "Ref" else _parted(said)
        resource = self.resources.get(box)
        if resource is None:
            return scalar(Unresolved(f"{box} is no box of this proposal", node.location), node), self
        return scalar(Reference(resource, attribute, node.location), node), self


def _parted(said: list[str]) -> tuple[str, str]:
    if len(said) > 1:
        return said[0], ".".join(said[1:])
    box, _, attribute = said[0].rpartition(".")
    return box, attribute


def refer(box: str, attribute: str, place: Node) -> Node:
    """Make a reference to an attribute of a box, `Ref` for the box itself."""
    if attribute == "Ref":
        return call("Ref", scalar(box, place), place)
    return call("Fn::GetAtt", Node(LIST, [scalar(box, place), scalar(attribute, place)], place.file, place.line), place)
