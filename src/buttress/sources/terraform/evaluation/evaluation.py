"""What all modules of one root share while they are evaluated."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.values import NotKnown

if TYPE_CHECKING:
    from buttress.graph.graph import Problem
    from buttress.graph.node import Node, Scope
    from buttress.graph.unread import Unread
    from buttress.graph.worlds import Variants, Worlds
    from buttress.sources.terraform.functions.call import Files
    from buttress.sources.terraform.instance import Attributes

    Step = tuple[Node, Scope] | None

DEEPEST: Final = 60
"""How deeply expressions may stand in each other; what refers to itself goes beyond."""
MOST_STEPS: Final = 100
"""How many references may stand for one another before a value counts as referring to itself."""
MOST_CALLS: Final = 50_000
"""How many expressions one value may take."""
MOST_INSTANCES: Final = 10_000
"""How many instances of resources one root may have."""
MOST_ELEMENTS: Final = 100_000
"""How many elements a `for` expression goes through."""


@dataclass(frozen=True, slots=True, eq=False)
class UnreadCall:
    """Holds a call of a module that is not read: what stands in which instance of a module, from where, and why not."""

    module: Any
    name: str
    body: Node
    source: str
    reason: str


@dataclass(slots=True, eq=False)
class Evaluation:
    """Holds what the scopes of one root share: the world, the files, and whether a condition is being decided.

    While a condition is decided, defaults of the root's variables do not count: only values that were given decide one.
    """

    root: str
    worlds: Worlds
    files: Files
    attributes: Attributes | None = None
    """What answers for resources, None until all instances are known."""
    deciding: bool = False
    depth: int = 0
    calls: int = 0
    problems: list[Problem] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    unread_calls: list[UnreadCall] = field(default_factory=list)
    memos: list[dict[int, tuple[Node, Variants]]] = field(default_factory=list)
    """What scopes keep, so that it is forgotten when resources come to answer."""

    def answer(self, attributes: Attributes) -> None:
        """Let the mapping answer for resources from now on."""
        self.attributes = attributes
        for memo in self.memos:
            memo.clear()
        self.memos.clear()

    def enter(self) -> None:
        """Go one level deeper; raises `NotKnown` where no value that deploys would go."""
        if self.depth == 0:
            self.calls = 0
        self.calls += 1
        if self.depth >= DEEPEST:
            raise NotKnown(f"this value refers to itself, or nests more than {DEEPEST} expressions")
        if self.calls > MOST_CALLS:
            raise NotKnown(f"this value takes more than {MOST_CALLS:,} expressions to compute")
        self.depth += 1
