"""What the text of one file says: its top-level blocks, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from buttress.graph.graph import Problem
    from buttress.graph.node import Node
    from buttress.graph.suppression import Suppression


@dataclass(frozen=True, slots=True)
class Block:
    """Holds one top-level block: its type (`resource`), its labels, and its body as a map at the header's place."""

    type: str
    labels: tuple[str, ...]
    body: Node

    @property
    def name(self) -> str:
        """Give the labels as an address has them: `aws_sqs_queue.orders`."""
        return ".".join(self.labels)


@dataclass(frozen=True, slots=True)
class Document:
    """Holds what one file says; `attributes` are those at the top level, as files of variables have them."""

    file: str
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()
    attributes: dict[str, Node] = field(default_factory=dict)
    compared: tuple[tuple[Node, Node], ...] = ()
    """What expressions compare, or look up in a list or map."""
    suppressions: tuple[Suppression, ...] = ()
