"""What the files beside the templates tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.graph import Graph, Sign


def signs(graph: Graph, kind: str) -> Iterator[Sign]:
    """Give the signs of a kind, such as `load test`, in order of tool and place."""
    return (sign for sign in graph.signs if sign.kind == kind)
