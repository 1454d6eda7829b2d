"""What can be wrong with an input as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from buttress.graph.graph import Problem


class SourceError(Exception):
    """Says that an input cannot be read at all; carries the problem with its place and hint."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem
