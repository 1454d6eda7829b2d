"""What the scopes of one review share while they evaluate."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.values import NotKnown
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from buttress.graph.node import Node, Scope
    from buttress.graph.worlds import Worlds

    Step = tuple[Node, Scope] | None
    Function = Callable[[Any, Node, Node], Step]
    Export = tuple[Node, Node, Any]
    NamedExports = tuple[dict[object, tuple[Node, Scope]], list[tuple[str, Export]]]

DEEPEST: Final = 30
"""How deeply functions and conditions may stand in each other; what refers to itself goes beyond. Templates that people
wrote have eight levels at most."""
MOST_CALLS: Final = 10_000
"""How many functions one value may take: aliases and nested stacks can double a value at each level."""


@dataclass(slots=True)
class Review:
    """Holds what the scopes of one review share: the world, the exports, and whether a condition is being decided.

    While a condition is decided, defaults of parameters do not count: only values that were given decide one.
    """

    worlds: Worlds
    given: Mapping[str, str] = field(default_factory=dict)
    exports: list[Export] = field(default_factory=list)
    named_exports: NamedExports | None = None
    """The exports by name, and apart from them those whose name depends on the world; made at the first import."""
    deciding: bool = False
    depth: int = 0
    calls: int = 0
    unheard: dict[str, Node] = field(default_factory=dict)
    functions: Mapping[str, Function] = field(default_factory=dict)

    def enter(self) -> None:
        """Go one level deeper; raises `NotKnown` where no value or condition that deploys would go."""
        if self.depth == 0:
            self.calls = 0
        self.calls += 1
        if self.depth >= DEEPEST:
            raise NotKnown(f"this value refers to itself, or nests more than {DEEPEST} functions")
        if self.calls > MOST_CALLS:
            raise NotKnown(f"this value takes more than {MOST_CALLS:,} functions to compute")
        self.depth += 1
