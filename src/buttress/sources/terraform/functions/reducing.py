"""What it takes to look into a value: the part of a call that reading a whole value needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, Protocol

if TYPE_CHECKING:
    from buttress.graph.node import Node


class Reducing(Protocol):
    """Reduces nodes; `Call` is one, see there."""

    @property
    def node(self) -> Node:
        """Give the place of what is computed."""
        ...

    def reduce(self, node: Node) -> Node:
        """Reduce a node by one level."""
        ...

    def value(self, node: Node) -> Any:  # noqa: ANN401 - a scalar of the graph
        """Give a scalar's value as known as it is."""
        ...

    def unknown(self, reason: str) -> NoReturn:
        """Raise `NotKnown` with a reason."""
        ...


class Refusing(Protocol):
    """Refuses what it is given; `Call` is one, see there."""

    def invalid(self, reason: str) -> NoReturn:
        """Raise for something that Terraform would refuse."""
        ...

    def unknown(self, reason: str) -> NoReturn:
        """Raise `NotKnown` with a reason."""
        ...
